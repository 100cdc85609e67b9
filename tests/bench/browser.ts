import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as playwright, type BrowserContext, type Page } from '@playwright/test';
import { chromium, WEBGPU_FLAGS } from '../../tools/chromium';

export type Profile = {
  context: BrowserContext;
  folder: string;
  version: string;
  /** ms of CPU that the browser's processes have used: what a busy machine disturbs least. */
  cpuMs(): Promise<Map<number, number>>;
  close(): Promise<void>;
};

/** A browser with a fresh profile. `gpu`: WebGPU on SwiftShader. `shell`: whether the app's service worker may run. */
export async function openProfile({ gpu = false, shell = false } = {}): Promise<Profile> {
  const { executablePath, args, env } = await chromium();
  const folder = await mkdtemp(join(tmpdir(), 'haversack-bench-'));
  const context = await playwright.launchPersistentContext(folder, {
    executablePath,
    env,
    args: [...args, ...(gpu ? WEBGPU_FLAGS : [])],
    headless: true,
    serviceWorkers: shell ? 'allow' : 'block',
    viewport: { width: 1280, height: 800 },
  });
  return {
    context,
    folder,
    version: context.browser()?.version() ?? 'unknown',
    async cpuMs() {
      const protocol = await context.browser()?.newBrowserCDPSession();
      const found = await protocol?.send('SystemInfo.getProcessInfo');
      await protocol?.detach();
      return new Map(found?.processInfo.map(({ id, cpuTime }) => [id, cpuTime * 1000]));
    },
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** ms of CPU between two looks, over all processes; those that ended between are left out. */
export function cpuBetween(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const [id, ms] of after) sum += ms - (before.get(id) ?? 0);
  return sum;
}

/** Installs a pack from the start page, as a person would. */
export async function installFromStart(page: Page, url: string, name: RegExp): Promise<void> {
  await page.goto(url);
  const offer = page.getByTestId('offer').filter({ hasText: name }).first();
  await offer.getByRole('button', { name: /^Install/ }).click();
  await offer.getByText('Installed', { exact: true }).waitFor({ timeout: 180_000 });
}
