import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium as playwright, type Page } from '@playwright/test';
import { codeOf as offerCode, readCode } from '../../src/lib/peer/code';
import { qrPicture } from '../../src/lib/peer/qr-picture';
import { chromium } from '../../tools/chromium';
import { CHROMIUM_OFFER } from '../fixtures/signals';
import { drafts } from './draft';
import { expectAccessible, picture } from './looks';
import { expect, installed, savedForOffline, test } from './site';

async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/library/device/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Device to device');
}

const codeOf = (page: Page) => page.getByTestId('code').inputValue();

async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code from the other device').fill(code);
  await page.getByRole('button', { name: 'Use this code' }).click();
}

/** Two fresh browser profiles, and a site that is gone before they meet. */
test('a model goes from one browser to another without any server, and the other drafts with it', async ({
  page: sender,
  browser,
  site,
}) => {
  test.setTimeout(420_000);
  await installed(sender, site.url);

  const elsewhere: BrowserContext = await browser.newContext();
  const receiver = await elsewhere.newPage();
  await receiver.goto(site.url);
  await savedForOffline(receiver);
  // Not the browser's own offline mode: Chromium then holds back what goes between devices, too.
  await site.kill();
  const before = site.requests.length;

  await openPage(sender, site.url);
  await expectAccessible(sender);
  await sender.getByRole('button', { name: 'Send from this device' }).click();
  await expect(sender.getByRole('heading', { name: 'Choose what to share' })).toBeFocused();
  await expect(sender.getByRole('checkbox', { name: /SmolLM2/ })).toBeChecked();
  await sender.getByRole('button', { name: 'Make the code' }).click();
  await expect(sender.getByRole('img', { name: 'QR code for the other device' })).toBeVisible();
  await picture(sender, 'device-offer');
  await expectAccessible(sender);

  await openPage(receiver, site.url);
  await receiver.getByRole('button', { name: 'Receive on this device' }).click();
  await giveCode(receiver, 'not a code');
  await expect(receiver.getByRole('alert')).toContainText('not a connection code');
  await expectAccessible(receiver);
  await giveCode(receiver, (await codeOf(sender)).toLowerCase());
  await expect(receiver.getByRole('heading', { name: 'Show this answer to the first device' })).toBeFocused();
  await giveCode(sender, await codeOf(receiver));
  await expect(sender.getByRole('heading', { name: /^Connected with device/ })).toBeVisible();
  const heading = await receiver.getByRole('heading', { name: /^Connected with device/ }).textContent();
  const name = heading?.slice(-6) ?? '';
  await expect(sender.getByText(`The other device shows this one as ${name}.`)).toBeVisible();

  const offer = receiver.getByTestId('peer-offer').filter({ hasText: 'SmolLM2' });
  await expect(offer).toContainText('A site that this app trusts has signed it. This was checked here');
  await picture(receiver, 'device-offered');
  await expectAccessible(receiver);
  await offer.getByRole('button', { name: /^Install/ }).click();
  const word = receiver.getByRole('dialog');
  await word.or(offer.getByRole('progressbar').first()).first().waitFor();
  if (await word.isVisible()) {
    await word.getByRole('checkbox').check();
    await word.getByRole('button', { name: 'Give my word and install' }).click();
  }
  await expect(sender.getByTestId('sent')).toContainText('Being taken');
  await picture(receiver, 'device-taking');
  await picture(sender, 'device-sending');
  await expect(offer.getByText('Installed', { exact: true })).toBeVisible({ timeout: 120_000 });
  await expect(sender.getByTestId('sent')).toContainText('Taken');
  await sender.getByRole('button', { name: 'End the connection' }).click();
  await expect(receiver.getByRole('heading', { name: 'The connection has ended' })).toBeVisible();
  for (const side of [sender, receiver])
    await expect(side.getByText(/^Everything that was asked for has arrived/)).toBeVisible();
  await picture(receiver, 'device-ended');

  await elsewhere.setOffline(true);
  await drafts(receiver, site.url);
  expect(site.requests.length).toBe(before);
  await elsewhere.close();
});

/** A film in which nothing moves: a QR code on white, as Chromium's fake camera plays it (YUV4MPEG2, 4:2:0). */
function filmOf(text: string): Buffer {
  const [width, height, scale] = [640, 480, 8];
  const picture = qrPicture(text);
  const left = Math.floor((width - picture.length * scale) / 2);
  const top = Math.floor((height - picture.length * scale) / 2);
  const light = Buffer.alloc(width * height, 235);
  picture.forEach((row, y) =>
    row.forEach((dark, x) => {
      for (let line = 0; dark && line < scale; line++) {
        const at = (top + y * scale + line) * width + left + x * scale;
        light.fill(16, at, at + scale);
      }
    }),
  );
  const frame = [Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)];
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`),
    ...frame,
    ...frame,
  ]);
}

/** The whole way of the camera: the page's policy, the permission, the picture, and the addresses that it opens. */
test('a code is scanned by the camera, and the answer then names real addresses of this network', async ({
  site,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'haversack-camera-'));
  const film = join(folder, 'code.y4m');
  await writeFile(film, filmOf(offerCode(CHROMIUM_OFFER)));
  const { executablePath, args, env } = await chromium();
  const camera = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
  const browser = await playwright.launch({ executablePath, args: [...args, ...camera], env });
  try {
    const context = await browser.newContext({ permissions: ['camera'] });
    const page = await context.newPage();
    await openPage(page, site.url);
    await page.getByRole('button', { name: 'Receive on this device' }).click();
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await expect(page.getByRole('heading', { name: 'Show this answer to the first device' })).toBeVisible();
    const answer = readCode(await codeOf(page), 'answer');
    expect(answer.candidates.map(({ address }) => address.kind)).not.toContain('mdns');
    expect(await page.evaluate(() => document.querySelectorAll('video').length)).toBe(0);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
});

test('a camera that is refused leaves copied text, and says so', async ({ page, site }) => {
  await openPage(page, site.url);
  await page.getByRole('button', { name: 'Receive on this device' }).click();
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(page.getByText(/Paste the code as text instead/)).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByLabel('Code from the other device')).toBeEditable();
});
