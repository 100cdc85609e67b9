/** Rows of the catalogue of faults that only the whole app can meet. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { headersFor } from '../../src/headers';
import { drafts } from './draft';
import { expect, goOffline, install, installed, test } from './site';

test('T3: two tabs write at the same time, and each ends with its own text', async ({
  page,
  context,
  site,
}) => {
  test.setTimeout(420_000);
  await installed(page, site.url);
  const other = await context.newPage();
  await Promise.all([drafts(page, site.url), drafts(other, site.url)]);
});

const PAGES = ['/', '/translate/', '/library/', '/library/hub/', '/library/files/', '/library/device/'];
const MORE = ['/library/storage/', '/library/papers/', '/about/'];

test('U5: after an installation no page and no text asks anybody but the app’s own site, online or offline', async ({
  page,
  context,
  site,
  asked,
}) => {
  await installed(page, site.url);
  const everywhere = async () => {
    for (const path of [...PAGES, ...MORE]) {
      await page.goto(site.url + path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
    }
  };
  await everywhere();
  await drafts(page, site.url);
  expect(asked.length).toBeGreaterThan(20);
  await goOffline(context, site);
  await everywhere();
  const others = asked.filter((url) => !url.startsWith(`${site.url}/`) && !/^(?:blob|data):/.test(url));
  expect(others).toEqual([]);
});

/** What another version of the app would have written. */
async function writeReceipts(page: Page, format: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    const root = await navigator.storage.getDirectory();
    const packs = await (await root.getDirectoryHandle('haversack-packs')).getDirectoryHandle('packs');
    for await (const file of packs.values()) {
      if (!(file instanceof FileSystemFileHandle)) continue;
      const receipt: object = JSON.parse((await (await file.getFile()).text()).slice(65));
      const json = JSON.stringify({ ...receipt, format: wanted });
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(json));
      const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      const writer = await file.createWritable();
      await writer.write(`${hex}\n${json}`);
      await writer.close();
    }
  }, format);
}

test('T10: an older app over what a newer one stored says so, keeps all of it, and the newer one finds it again', async ({
  page,
  context,
  site,
}) => {
  await installed(page, site.url);
  await writeReceipts(page, 2);
  await page.goto(`${site.url}/library/`);
  await expect(page.getByTestId('newer')).toContainText(
    'A newer version of this app installed 1 model that this version cannot read. It is kept.',
  );
  await expect(page.getByTestId('installed')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await writeReceipts(page, 1);
  await goOffline(context, site);
  await page.goto(`${site.url}/library/`);
  await expect(page.getByTestId('installed')).toContainText('SmolLM2');
  await expect(page.getByTestId('newer')).toHaveCount(0);
});

test.describe('with a clock that is years wrong', () => {
  test.use({ serviceWorkers: 'block' });

  test('N17: the site’s list is refused in words, and what is installed writes', async ({
    page,
    context,
    site,
  }) => {
    await page.goto(site.url);
    await install(page, /SmolLM2/);
    const wrong = 'const right = Date.now; Date.now = () => right() + 8 * 365 * 24 * 3600 * 1000;';
    await page.addInitScript(wrong);
    // The list is read in a worker.
    const build = new URL('../../build', import.meta.url).pathname;
    site.intercept = (request, response) => {
      const { pathname } = new URL(request.url ?? '/', site.url);
      if (!/\/workers\/packs-/.test(pathname)) return false;
      const headers = { ...headersFor(pathname), 'Content-Type': 'text/javascript' };
      response.writeHead(200, headers).end(`${wrong}\n${readFileSync(build + pathname, 'utf8')}`);
      return true;
    };
    // Names of workers are hashed, so the browser has kept the right one.
    await (await context.newCDPSession(page)).send('Network.clearBrowserCache');
    await page.goto(`${site.url}/library/`);
    await expect(page.getByTestId('installed')).toContainText('SmolLM2');
    await expect(page.getByText('Check the date of this device.')).toBeVisible();
    await drafts(page, site.url);
  });
});
