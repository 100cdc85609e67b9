/** The app where people put it: below a path of a host, and on a class server with a certificate of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as playwright, expect, test } from '@playwright/test';
import { makeCertificate } from '../../tools/certificate/make';
import { chromium } from '../../tools/chromium';
import { PackCache } from '../../tools/packs/cache';
import { PackSite } from '../../tools/packs/site';
import { readCertificate } from '../../tools/serve/certificate';
import { listen } from '../../tools/serve/listen';
import { siteHandler } from '../../tools/serve/site';
import { drafts } from './draft';
import { buildElsewhere, ROOT } from './scratch-build';
import { expectAccessible } from './looks';
import { installed } from './site';
import { trusting } from './trusting';

const packs = new PackSite(new PackCache(), join(ROOT, 'static/libs'));

test('below a path of its host: every page, an installation, then all of it without the server', async ({
  page,
  context,
}) => {
  const { build, remove } = await buildElsewhere({ HAVERSACK_BASE: '/haversack' });
  const server = await listen(siteHandler(build, packs, '/haversack'), 4700);
  try {
    const url = `http://localhost:${server.port}/haversack`;
    const asked: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    await installed(page, url);
    for (const name of ['Translate', 'Draft', 'Library', 'About', 'Home']) {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
      await expect(page.getByRole('navigation').getByRole('link', { name, exact: true })).toHaveAttribute(
        'aria-current',
        'page',
      );
      await expectAccessible(page);
    }
    const outside = asked.filter((each) => !each.startsWith(`${url}/`) && !/^(blob|data):/.test(each));
    expect(outside, 'nothing is asked of the rest of the host').toEqual([]);

    await server.close();
    await drafts(page, url);
    await page.goto(`${url}/nowhere/`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
  } finally {
    await server.close();
    await remove();
  }
});

test('on a class server with its own certificate: a device that trusts it installs, and then works alone', async () => {
  test.skip(spawnSync('openssl', ['version']).status !== 0, 'openssl makes the certificate');
  const folder = await mkdtemp(join(tmpdir(), 'haversack-class-'));
  try {
    await makeCertificate({ folder: join(folder, 'made'), hosts: ['haversack.local'] });
    const certificate = await readCertificate(join(folder, 'made'));
    const server = await listen(siteHandler(join(ROOT, 'build'), packs), 4750, '127.0.0.1', certificate);
    const { executablePath, args, env } = await chromium();
    const context = await playwright.launchPersistentContext(join(folder, 'profile'), {
      executablePath,
      args: [...args, '--host-resolver-rules=MAP haversack.local 127.0.0.1', trusting(certificate)],
      env,
    });
    try {
      const url = `https://haversack.local:${server.port}`;
      const page = await context.newPage();
      await installed(page, url);
      expect(await page.evaluate(() => [isSecureContext, crossOriginIsolated])).toEqual([true, true]);
      await server.close();
      await drafts(page, url);
    } finally {
      await context.close();
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
