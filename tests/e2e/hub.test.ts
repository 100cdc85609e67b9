import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillPack } from '../../tools/mirror/fill';
import { writeIndex } from '../../tools/mirror/index-file';
import { mirrorHandler } from '../../tools/mirror/serve';
import { sitePack } from '../../tools/mirror/site-pack';
import { network } from '../../src/lib/packs/line/network';
import { PackCache } from '../../tools/packs/cache';
import { PackSite } from '../../tools/packs/site';
import { listen } from '../../tools/serve/listen';
import { tinyLlama } from '../fixtures/gguf/tiny-models';
import { writeGguf } from '../fixtures/gguf/write-gguf';
import { licence, lookUp, REPO, startHub, useHub, weights } from './hub-site';
import { expectAccessible } from './looks';
import { expect, goOffline, savedForOffline, test } from './site';

const libraries = new URL('../../static/libs', import.meta.url).pathname;

test('a model from a school’s own hub: looked up, installed at its commit, and a newer version offered', async ({
  page,
  site,
  asked,
}) => {
  const hub = await startHub();
  await hub.serve([weights, licence]);
  await page.goto(`${site.url}/library/hub/`);
  await expect(page.getByTestId('curated')).toHaveCount(6);
  await page.getByRole('button', { name: /Show \d+ more/ }).click();
  expect(await page.getByTestId('curated').count()).toBeGreaterThan(20);
  await page.getByRole('button', { name: /Show all 165/ }).click();
  const all = page.getByTestId('all-models').getByRole('listitem');
  await expect(all).toHaveCount(165);
  await page.getByLabel('Show only names with').fill('SMOLLM2 135m q0f16');
  await expect(all).toHaveCount(1);
  await expect(all.getByRole('button', { name: /^Find a GGUF of SmolLM2-135M/ })).toBeVisible();
  await page.getByLabel('Show only names with').fill('');
  await expectAccessible(page);
  expect(
    asked.filter((url) => !url.startsWith(site.url)),
    'asked of others before a person asks',
  ).toEqual([]);

  await useHub(page, hub);
  await lookUp(page, 'maker/nothing');
  await expect(page.getByRole('alert')).toContainText('no such model');

  const found = page.getByTestId('found');
  await page.getByRole('button', { name: 'Find a GGUF of SmolLM2 135M Instruct' }).click();
  await expect(found).toContainText('no GGUF of this name');
  await lookUp(page, 'smollm2');
  await page.getByRole('button', { name: 'Search the hub for GGUFs called “smollm2”' }).click();
  await expect(found.getByRole('listitem')).toHaveCount(1);
  await expectAccessible(page);
  await found.getByRole('button', { name: `Look at ${REPO}` }).click();
  await expect(page.getByTestId('plan')).toContainText(REPO);

  await lookUp(page, `${hub.endpoint}/${REPO}/blob/main/${weights.path}`);
  const plan = page.getByTestId('plan');
  await expect(plan.getByTestId('trust')).toHaveAttribute('data-trust', 'declared');
  await expect(plan.getByTestId('fits')).toContainText('It fits');
  await expectAccessible(page);
  await plan.getByRole('button', { name: /^Install/ }).click();
  await expect(plan.getByText('Installed', { exact: true })).toBeVisible({ timeout: 60_000 });
  expect(
    hub.log().some(({ path }) => path.includes('/resolve/main/')),
    'a branch was fetched from',
  ).toBe(false);

  const update = page.getByTestId('update');
  await update.getByRole('button', { name: /Check for a newer version/ }).click();
  await expect(update).toContainText('You have the newest version.');
  await hub.serve([weights, { ...licence, text: 'Apache License 2.0, as published' }]);
  await update.getByRole('button', { name: /Check for a newer version/ }).click();
  await expect(update).toContainText('The publisher has changed the model.');
  await expect(update).toContainText('LICENSE: changed');

  await page.goto(`${site.url}/library/`);
  await expect(page.getByTestId('installed').filter({ hasText: 'SmolLM2.Q4_1' })).toBeVisible();
  await hub.close();
});

test('a licence that is named and not shipped: its text before installing, and with no network in the papers and in a file', async ({
  page,
  context,
  site,
}) => {
  const hub = await startHub();
  await hub.serve([
    { path: 'tiny.gguf', base64: Buffer.from(writeGguf(tinyLlama())).toString('base64'), lfs: true },
  ]);
  await page.goto(`${site.url}/library/hub/`);
  await useHub(page, hub);
  await lookUp(page, REPO);
  const plan = page.getByTestId('plan');
  await plan.locator('summary').filter({ hasText: '2 files' }).click();
  await expect(plan).toContainText('as the SPDX list of licences has it');
  await plan.locator('summary').filter({ hasText: 'licence/Apache-2.0.txt' }).click();
  await expect(plan.getByText('TERMS AND CONDITIONS FOR USE')).toBeVisible();
  await expectAccessible(page);
  await plan.getByRole('button', { name: /^Install/ }).click();
  await expect(plan.getByText('Installed', { exact: true })).toBeVisible({ timeout: 60_000 });
  await hub.close();
  await savedForOffline(page);
  await goOffline(context, site);

  await page.goto(`${site.url}/library/papers/`);
  await page.getByRole('link', { name: /papers of tiny/ }).click();
  const papers = page.getByTestId('papers');
  await papers.locator('summary').filter({ hasText: 'licence/Apache-2.0.txt' }).click();
  await expect(papers.getByText('TERMS AND CONDITIONS FOR USE')).toBeVisible();
  // Also one that no pack here has.
  expect(await page.evaluate(async () => (await fetch('/licences/MIT.txt')).text())).toMatch(
    /^MIT License\n/,
  );

  await page.goto(`${site.url}/library/files/`);
  const arriving = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download tiny/ }).click();
  const archive = await readFile(await (await arriving).path(), 'latin1');
  expect(archive).toContain('files/licence/Apache-2.0.txt');
  expect(archive).toContain('TERMS AND CONDITIONS FOR USE');
});

test('a mirror on another address: tested, and a model of it installed when the site has none', async ({
  page,
  site,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'haversack-e2e-mirror-'));
  const cache = new PackCache();
  const pack = await sitePack(cache, new PackSite(cache, libraries), 'smollm2');
  await fillPack(folder, pack, network(), new AbortController().signal);
  await writeIndex(folder, [pack], cache, 30);
  const mirror = await listen(mirrorHandler(folder), 4850);
  site.intercept = (request, response) => {
    if (!request.url?.startsWith('/packs/')) return false;
    response.writeHead(503, { 'Cross-Origin-Resource-Policy': 'same-origin' }).end();
    return true;
  };
  await page.goto(`${site.url}/library/hub/`);
  await page.getByLabel('Address of a mirror').fill(`http://127.0.0.1:${mirror.port}/`);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const row = page.getByTestId('mirror');
  await row.getByRole('button', { name: /^Test/ }).click();
  await expect(row).toContainText('It answers, and offers 1 model.');
  await row.getByRole('button', { name: /Look at SmolLM2/ }).click();
  const plan = page.getByTestId('plan');
  await expect(plan.getByTestId('trust')).toHaveAttribute('data-trust', 'vouched');
  await plan.getByRole('button', { name: /^Install/ }).click();
  await expect(plan.getByText('Installed', { exact: true })).toBeVisible({ timeout: 60_000 });
  await mirror.close();
  await rm(folder, { recursive: true, force: true });
});
