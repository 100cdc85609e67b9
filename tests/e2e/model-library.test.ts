/** The model library as a new user meets it: from a hub, through every kind of accident, to a browser that has no network. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { bomSchema } from '../fixtures/bom-schema';
import { ownBrowser } from '../fixtures/own-browser';
import { drafts } from './draft';
import { flipBit, STORE } from './faulty-site';
import { type Hub, licence, lookUp, REPO, startHub, useHub, weights } from './hub-site';
import { expect, goOffline, savedForOffline, test, type Site } from './site';

const MB = 1e6;
const MIB = 1024 * 1024;
const CUT_AFTER = 16 * MB;
/** Bytes per second: slow enough to be cut in between. */
const PACE = 20 * MB;
/** What is left after three cuts comes slower still, so that a busy machine is not too late to kill its browser. */
const LAST_PACE = 5 * MB;
const name = 'SmolLM2.Q4_1';
const valid = bomSchema();

async function planFromHub(page: Page, site: Site, hub: Hub) {
  await page.goto(`${site.url}/library/hub/`);
  await useHub(page, hub);
  await lookUp(page, REPO);
  const plan = page.getByTestId('plan');
  await expect(plan.getByTestId('trust')).toHaveAttribute('data-trust', 'declared');
  return plan;
}

/** Where the file lies that comes of that button; a name is kept only where it matters. */
async function download(page: Page, button: RegExp, to?: string): Promise<string> {
  const arriving = page.waitForEvent('download', { timeout: 120_000 });
  await page.getByRole('button', { name: button }).click();
  const file = await arriving;
  if (to) await file.saveAs(to);
  return to ?? file.path();
}

const sum = (lines: { sent: number }[]) => lines.reduce((bytes, { sent }) => bytes + sent, 0);

/** Bytes that each request asked for again after the one before it. */
function again(requests: { range: string | null; sent: number }[]): number[] {
  const starts = requests.map(({ range }) => Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0));
  return starts.slice(1).map((start, index) => starts[index]! + requests[index]!.sent - start);
}

test('a model from a hub survives three cuts and a killed browser, drafts, has papers, and goes as a file to a browser without a network', async ({
  site,
  browser,
}, info) => {
  test.setTimeout(420_000);
  const hub = await startHub();
  const commit = await hub.serve([weights, licence]);
  const profile = await mkdtemp(join(tmpdir(), 'haversack-profile-'));
  let own = await ownBrowser(profile);
  try {
    let { page } = own;
    const plan = await planFromHub(page, site, hub);
    await expect(plan.getByTestId('fits')).toContainText('smollm2-135m-gpu');
    await expect(plan.getByTestId('fits')).toContainText('It fits');
    await expect(plan).toContainText(commit);
    await expect(plan).toContainText('Apache License 2.0');
    await expect(plan.getByTestId('forecast')).toContainText(/Needs [\d.]+ MB, [\d.]+ [MG]B free/);
    expect(sum(hub.sent()), 'fetched of the weights before a person says so').toBeLessThan(16 * MIB);

    const large = `SmolLM2-GGUF/${commit}/${weights.path}`;
    await hub.serve(
      [weights, licence],
      [
        { path: large, rate: PACE, on: [0, 1, 2], cutAt: CUT_AFTER },
        { path: large, rate: LAST_PACE },
      ],
    );
    const before = hub.sent().length;
    const requests = () => hub.sent().slice(before);
    await plan.getByRole('button', { name: /^Install/ }).click();
    await expect
      .poll(() => sum(requests()), { timeout: 60_000, intervals: [50] })
      .toBeGreaterThan(3 * CUT_AFTER + 2 * LAST_PACE);
    await own.kill();
    const beforeKill = requests().length;
    await hub.serve([weights, licence]);

    own = await ownBrowser(profile);
    page = own.page;
    // Nobody has to find a button: what was on its way goes on.
    await page.goto(`${site.url}/library/`);
    const card = page.getByTestId('installed').filter({ hasText: name });
    await expect(card).toContainText('Declared by its hub', { timeout: 120_000 });
    const twice = again(requests());
    console.log(`Done when: ${twice.map((bytes) => (bytes / MIB).toFixed(2)).join(', ')} MiB fetched again`);
    expect(beforeKill, 'requests until the kill').toBe(4);
    for (const bytes of twice.slice(0, 3)) expect(bytes, 'after a cut').toBeLessThanOrEqual(MIB);
    // A state is saved every 8 MiB; what the line held is lost with the browser.
    expect(twice[3], 'after the kill').toBeLessThanOrEqual(9 * MIB + PACE / 5);

    await drafts(page, site.url);
    await page.goto(`${site.url}/library/papers/`);
    await page.getByRole('link', { name: new RegExp(`papers of ${name}`) }).click();
    await expect(page.getByTestId('papers')).toContainText(name);
    const bill = JSON.parse(await readFile(await download(page, /bill of materials/), 'utf8')) as unknown;
    expect(valid(bill), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
    expect(JSON.stringify(bill)).toContain(commit);
    await page.goto(`${site.url}/library/files/`);
    const archive = await download(page, new RegExp(`^Download ${name}`), info.outputPath('model.tar'));

    const elsewhere = await browser.newContext();
    const second = await elsewhere.newPage();
    await second.goto(`${site.url}/library/files/`);
    await savedForOffline(second);
    await goOffline(elsewhere, site);
    await hub.close();
    await second.reload();
    await second.getByTestId('file-input').setInputFiles(archive);
    const taken = second.getByTestId('plan');
    // The hub's word does not travel in a file that anybody could have written.
    await expect(taken.getByTestId('trust')).toHaveAttribute('data-trust', 'first-seen');
    await taken.getByRole('button', { name: /^Install/ }).click();
    const word = second.getByRole('dialog');
    await expect(word).toContainText('Nobody vouches for this model.');
    // The library in it is known by its digest, though nobody can be asked here.
    await expect(word).not.toContainText('compiled library');
    await word.getByRole('checkbox').check();
    await word.getByRole('button', { name: 'Give my word and install' }).click();
    await expect(taken.getByText('Installed', { exact: true })).toBeVisible({ timeout: 60_000 });
    await drafts(second, site.url);
    await second.goto(`${site.url}/library/`);
    await expect(second.getByTestId('installed')).toContainText('First seen here');
    await elsewhere.close();
  } finally {
    await own.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** Every file of the store that holds a model's bytes: a name in `blobs/` is its digest. */
function storedFiles(page: Page): Promise<{ sha256: string; bytes: number }[]> {
  return page.evaluate(async (store) => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(store);
    const found = [];
    for await (const [sha256, entry] of (await root.getDirectoryHandle('blobs')).entries())
      if (entry.kind === 'file')
        found.push({ sha256, bytes: (await (entry as FileSystemFileHandle).getFile()).size });
    return found;
  }, STORE);
}

test('a bit flipped in any stored file of a model from a hub is found by “Verify everything now”, and healed', async ({
  page,
  site,
}) => {
  const hub = await startHub();
  await hub.serve([weights, licence]);
  const plan = await planFromHub(page, site, hub);
  await plan.getByRole('button', { name: /^Install/ }).click();
  await expect(plan.getByText('Installed', { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.goto(`${site.url}/library/`);
  const card = page.getByTestId('installed').filter({ hasText: name });
  const all = page.getByTestId('verify-all');
  const files = await storedFiles(page);
  expect(files.length, 'weights, two libraries, and the licence').toBe(4);
  for (const { sha256, bytes } of files) {
    await flipBit(page, Math.floor(bytes / 2), sha256);
    const before = hub.log().length;
    await all.getByRole('button', { name: 'Verify everything now' }).click();
    await expect(all).toContainText(`Not right: ${name}`);
    await expect(card.getByTestId('verdict')).toContainText('Damaged');
    await card.getByRole('button', { name: 'Repair' }).click();
    await expect(card.getByTestId('verdict')).toContainText('every byte is right', { timeout: 60_000 });
    expect(sum(hub.log().slice(before)), 'of one file only its damaged chunk').toBeLessThanOrEqual(MIB);
    await all.getByRole('button', { name: 'Verify everything now' }).click();
    await expect(all).toContainText('Every byte of 1 model is right.');
  }
  await hub.close();
});
