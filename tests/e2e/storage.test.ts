/** What is stored, what the browser does to it, and who may say what to install: in the real app, with a real model. */
import type { BrowserContext, Page } from '@playwright/test';
import { drafts, finishedDraft, giveNotes, startDraft } from './draft';
import { WEIGHTS, WEIGHTS_PATH, storedBytes } from './faulty-site';
import { expectAccessible } from './looks';
import { expect, goOffline, install, installed, test, type Site } from './site';

const STORAGE = '/library/storage/';
const SMOL = 'SmolLM2 135M Instruct';
const row = (page: Page) => page.getByTestId('usage').filter({ hasText: SMOL });
const fetches = (site: Site) => site.requests.filter((path) => path === WEIGHTS_PATH).length;
const remove = (page: Page) => page.getByRole('button', { name: `Remove ${SMOL}` });

/** As a browser does that is short of room, or a person who clears half of it. */
async function loseWeights(page: Page): Promise<void> {
  await page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    const store = await root.getDirectoryHandle('haversack-packs');
    await (await store.getDirectoryHandle('blobs')).removeEntry(name);
  }, WEIGHTS.sha256);
}

async function evict(context: BrowserContext, page: Page, site: Site): Promise<void> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('Storage.clearDataForOrigin', { origin: new URL(site.url).origin, storageTypes: 'all' });
}

test('a person sees what a model takes, removes it, brings it back, and after a restart it is gone', async ({
  page,
  site,
}) => {
  await installed(page, site.url);
  await page.goto(site.url + STORAGE);
  await expect(row(page)).toContainText('99.7 MB');
  await expect(row(page)).toContainText('Not used yet');
  await expectAccessible(page);
  await remove(page).click();
  await expect(page.getByText('No model is on this device.')).toBeVisible();
  await expectAccessible(page);
  await page
    .getByTestId('removed')
    .getByRole('button', { name: new RegExp(SMOL) })
    .click();
  await expect(row(page)).toBeVisible();
  expect(fetches(site), 'nothing was fetched again').toBe(1);

  await remove(page).click();
  await expect(page.getByTestId('removed')).toBeVisible();
  await page.reload();
  await expect(page.getByText('No model is on this device.')).toBeVisible();
  await expect.poll(async () => (await storedBytes(page)).blobs).toBe(0);
});

test('what has no room is told before a download, although the browser says that gigabytes are free', async ({
  page,
  context,
  site,
}) => {
  const cdp = await context.newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(site.url).origin, quotaSize: 60e6 });
  await page.goto(`${site.url}/library/`);
  const refusal = page.getByTestId('offer').filter({ hasText: SMOL }).getByTestId('no-room');
  await expect(refusal).toContainText(/it needs 99\.7 MB, and only \d+(\.\d)? MB are free/);
  await refusal.getByRole('link', { name: 'Make room' }).click();
  await expect(page.getByTestId('keeping')).toContainText(/Still free\s*\d+(\.\d)? MB/);
});

test('S5: what the browser threw away is refused plainly offline, and comes back by itself online', async ({
  page,
  context,
  site,
}) => {
  await installed(page, site.url);
  await loseWeights(page);
  await page.goto(site.url + STORAGE);
  await expect.poll(async () => (await storedBytes(page)).blobs).toBeGreaterThan(WEIGHTS.bytes);
  await expect(row(page)).toContainText('99.7 MB');
  expect(fetches(site)).toBe(2);

  await loseWeights(page);
  await goOffline(context, site);
  await startDraft(page, site.url);
  await expect(page.getByRole('alert').first()).toContainText('A file of this model is not on this device.');
  await page.goto(site.url + STORAGE);
  await expect(row(page)).toContainText('fetched again by themselves');
});

test('S5: an origin that was evicted whole comes back from the network as an honest first run', async ({
  page,
  context,
  site,
}) => {
  await installed(page, site.url);
  await evict(context, page, site);
  await page.goto(site.url + STORAGE);
  await expect(page.getByText('No model is on this device.')).toBeVisible();
  await installed(page, site.url);
  expect((await storedBytes(page)).blobs).toBeGreaterThan(WEIGHTS.bytes);
});

test('without saving a model is installed and writes from memory, and a reload leaves nothing of it', async ({
  page,
  site,
}) => {
  await page.goto(site.url + STORAGE);
  await page.getByRole('button', { name: 'Run without saving' }).click();
  await expect(page.getByTestId('memory-notice')).toContainText('Nothing is saved in this tab');
  await page.getByRole('link', { name: 'Home' }).first().click();
  await install(page, /SmolLM2/);
  expect(await storedBytes(page)).toEqual({ blobs: 0, parts: 0 });
  await page.getByRole('link', { name: 'Draft' }).first().click();
  await giveNotes(page);
  await finishedDraft(page);
  await page.reload();
  await expect(page.getByTestId('memory-notice')).toBeHidden();
  await page.goto(site.url + STORAGE);
  await expect(page.getByText('No model is on this device.')).toBeVisible();
});

test('A1: a list that the site’s key has not signed offers nothing, and what is installed goes on', async ({
  page,
  site,
}) => {
  await installed(page, site.url);
  const signed = (await (await fetch(`${site.url}/packs/index.json`)).json()) as {
    signed: { packs: { packId: string; manifest: object }[] };
  };
  const packs = signed.signed.packs.map(({ packId, manifest }) => ({ packId, manifest }));
  site.intercept = (request, response) => {
    if (request.url !== '/packs/index.json') return false;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    response.end(JSON.stringify({ format: 1, packs }));
    return true;
  };
  await page.goto(`${site.url}/library/`);
  await expect(page.getByText('not signed by the key that this app trusts')).toBeVisible();
  await expect(page.getByTestId('installed')).toContainText(SMOL);
  await drafts(page, site.url);
  await page.goto(site.url + STORAGE);
  await expect(row(page)).toContainText('Last used');
});
