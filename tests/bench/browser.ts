import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as playwright, type BrowserContext, type Page } from '@playwright/test';
import { chromium, WEBGPU_FLAGS } from '../../tools/chromium';

export type Profile = {
  context: BrowserContext;
  folder: string;
  version: string;
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
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** Installs a pack from the start page, as a person would. */
export async function installFromStart(page: Page, url: string, name: RegExp): Promise<void> {
  await page.goto(url);
  const offer = page.getByTestId('offer').filter({ hasText: name }).first();
  await offer.getByRole('button', { name: /^Install/ }).click();
  await offer.getByText('Installed', { exact: true }).waitFor({ timeout: 180_000 });
}
