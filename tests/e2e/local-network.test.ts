/** A mirror in the room's own network, and an app from the internet: what browsers allow, and what the person is told. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as playwright, expect, test, type Page } from '@playwright/test';
import { makeCertificate } from '../../tools/certificate/make';
import { chromium } from '../../tools/chromium';
import { PackCache } from '../../tools/packs/cache';
import { PackSite } from '../../tools/packs/site';
import { readCertificate } from '../../tools/serve/certificate';
import { listen } from '../../tools/serve/listen';
import { siteHandler } from '../../tools/serve/site';
import { ROOT } from './scratch-build';
import { trusting } from './trusting';

/** Names a mirror on the hub page, and has it asked. */
async function nameMirror(page: Page, address: string) {
  await page.getByLabel('Address of a mirror').fill(address);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const mirror = page.getByTestId('mirror').filter({ hasText: address });
  await mirror.getByRole('button', { name: /^Test/ }).click();
  return mirror;
}

test('a mirror in the room: http is refused in words, https waits for the browser’s permission and then offers its packs', async () => {
  test.skip(spawnSync('openssl', ['version']).status !== 0, 'openssl makes the certificate');
  const folder = await mkdtemp(join(tmpdir(), 'haversack-room-'));
  const handler = siteHandler(join(ROOT, 'build'), new PackSite(new PackCache(), join(ROOT, 'static/libs')));
  const forAnybody: RequestListener = (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    handler(request, response);
  };
  await makeCertificate({ folder, hosts: ['app.example', 'mirror.local'] });
  const certificate = await readCertificate(folder);
  const app = await listen(handler, 4800, '127.0.0.1', certificate);
  const mirror = await listen(forAnybody, 4850, '127.0.0.1', certificate);
  const { executablePath, args, env } = await chromium();
  const browser = await playwright.launch({
    executablePath,
    args: [
      ...args,
      '--host-resolver-rules=MAP *.example 127.0.0.1,MAP *.local 127.0.0.1',
      `--ip-address-space-overrides=127.0.0.1:${app.port}=public,127.0.0.1:${mirror.port}=local`,
      trusting(certificate),
    ],
    env,
  });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    const origin = `https://app.example:${app.port}`;
    await page.goto(`${origin}/library/hub/`);
    const plain = await nameMirror(page, `http://mirror.local:${mirror.port}/packs`);
    await expect(plain.getByRole('alert')).toContainText('offers only http');
    const safe = await nameMirror(page, `https://mirror.local:${mirror.port}/packs`);
    await expect(safe.getByRole('alert')).toContainText(
      `has not allowed this page to reach mirror.local:${mirror.port}`,
    );
    await context.grantPermissions(['local-network-access'], { origin });
    await safe.getByRole('button', { name: /^Test/ }).first().click();
    await expect(safe).toContainText('SmolLM2');
  } finally {
    await browser.close();
    await Promise.all([app.close(), mirror.close()]);
    await rm(folder, { recursive: true, force: true });
  }
});
