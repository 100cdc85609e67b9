/** The folder that `npm run site` makes, on hosts as people have them (docs/deploy.md). */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { listen, type Listening } from '../../tools/serve/listen';
import { staticHost } from '../fakes/static-host';
import { ROOT } from './scratch-build';
import { install, savedForOffline } from './site';

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-folder-'));
  const site = join(folder, 'dist');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'tools/site.ts', site, 'smollm2'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  expect(await readdir(site)).toEqual(
    expect.arrayContaining(['.nojekyll', '_headers', 'index.html', 'packs']),
  );
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

async function served(host: RequestListener, use: (url: string, server: Listening) => Promise<void>) {
  const server = await listen(host, 4900);
  try {
    await use(`http://localhost:${server.port}/`, server);
  } finally {
    await server.close();
  }
}

async function tryTheNetwork(page: Page, url: string) {
  await page.goto(`${url}about/`);
  await page.getByRole('button', { name: 'Try to reach the network from the engine' }).click();
}

const refused = 'Refused by the browser, as it should be.';

test('on a host that reads its _headers: the engines have no network at once, a model is installed, and all works alone', async ({
  page,
  context,
}) => {
  await served(await staticHost(join(folder, 'dist')), async (url, server) => {
    await tryTheNetwork(page, url);
    await expect(page.getByText(refused)).toBeVisible();
    await page.goto(url);
    await install(page, /SmolLM2/);
    await savedForOffline(page);
    await server.close();
    await context.setOffline(true);
    await page.goto(`${url}library/`);
    await expect(page.getByRole('heading', { name: /SmolLM2/ }).first()).toBeVisible();
  });
});

test('on a host that sends no headers of ours: that is said, and from the second opening on the app adds them itself', async ({
  page,
}) => {
  await served(await staticHost(join(folder, 'dist'), { readsHeaders: false }), async (url) => {
    await tryTheNetwork(page, url);
    await expect(page.getByText('Load this page again')).toBeVisible();
    await savedForOffline(page);
    await tryTheNetwork(page, url);
    await expect(page.getByText(refused)).toBeVisible();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });
});
