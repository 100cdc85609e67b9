/** The built site on a port of its own, so that a test can kill the server as well as the network. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { PackCache } from '../../tools/packs/cache';
import { PackSite } from '../../tools/packs/site';
import { listen, type Listening } from '../../tools/serve/listen';
import { siteHandler } from '../../tools/serve/site';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RUN = Math.abs(Number(process.env['HAVERSACK_E2E_PORT'] ?? 4310) - 4310) % 100;
/**
 * Each run has ports of its own, and each worker of Playwright: a test whose server was killed must find nobody there, and
 * not the site of the test beside it.
 */
const FIRST_PORT = 4500 + 100 * RUN + 50 * Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);

export type Site = {
  url: string;
  /** Paths asked for so far. */
  requests: string[];
  kill(): Promise<void>;
  /** Answers instead of the site where it returns true. */
  intercept: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
};

async function startSite(): Promise<Site> {
  const handler = siteHandler(`${root}build`, new PackSite(new PackCache(), `${root}static/libs`));
  const site: Site = { url: '', requests: [], kill: async () => {}, intercept: undefined };
  const recording: RequestListener = (request, response) => {
    site.requests.push(request.url ?? '');
    if (!site.intercept?.(request, response)) handler(request, response);
  };
  const listening: Listening = await listen(recording, FIRST_PORT);
  site.url = `http://localhost:${listening.port}`;
  site.kill = () => listening.close();
  return site;
}

/** A test with a site and a fresh browser profile; every request of the profile is recorded. */
export const test = base.extend<{ site: Site; asked: string[] }>({
  site: async ({ browserName: _ }, use) => {
    const site = await startSite();
    await use(site);
    await site.kill();
  },
  asked: [
    async ({ context }, use) => {
      const asked: string[] = [];
      context.on('request', (request) => asked.push(request.url()));
      await use(asked);
    },
    { auto: true },
  ],
});

export { expect };

/** Installs a starter from the start page, accepting its licence where it has one to accept. */
export async function install(page: Page, name: RegExp): Promise<void> {
  const offer = page.getByTestId('offer').filter({ hasText: name }).first();
  await offer.getByRole('button', { name: /^Install/ }).click();
  const dialog = page.getByRole('dialog');
  await offer
    .getByRole('progressbar')
    .or(dialog)
    .or(offer.getByText('Installed', { exact: true }))
    .first()
    .waitFor();
  if (await dialog.isVisible()) {
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Accept and install' }).click();
  }
  await offer.getByText('Installed', { exact: true }).waitFor({ timeout: 120_000 });
}

const STARTERS = { smollm2: [/SmolLM2/], both: [/SmolLM2/, /Gemma/] };

/**
 * A browser as most tests begin: on the start page, one starter or both installed, the app saved for offline use.
 * `url`: of the site, without a slash at its end.
 */
export async function installed(
  page: Page,
  url: string,
  starters: keyof typeof STARTERS = 'smollm2',
): Promise<void> {
  await page.goto(`${url}/`);
  for (const name of STARTERS[starters]) await install(page, name);
  await savedForOffline(page);
}

/** As a person chooses it: a software GPU is used only when asked for. */
export async function useGpu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('radio', { name: 'Graphics processor (GPU)' }).check();
  await page.keyboard.press('Escape');
}

/** Waits until the service worker has saved the whole app. */
export async function savedForOffline(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

/** Kills the server and cuts the network: what works now works alone. */
export async function goOffline(context: BrowserContext, site: Site): Promise<void> {
  await site.kill();
  await context.setOffline(true);
}
