/** A model goes from one browser to another as a file, and the second one never had a network for it. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { drafts } from './draft';
import { expectAccessible } from './looks';
import { expect, goOffline, installed, savedForOffline, test } from './site';

const FILES = '/library/files/';
const SMOL = 'SmolLM2 135M Instruct';

/** As a person drops files or folders of the system on the page, not on the zone: drag events of the browser itself. */
async function dropReally(page: Page, files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 20, y: 200, data });
  await session.detach();
}

/** The browser's own save dialog opens with what the page asks for, and is closed by whoever drives the browser. */
async function closeSaveDialog(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.enable');
  await session.send('Page.setInterceptFileChooserDialog', { enabled: true });
  const opened = new Promise((resolve) => session.once('Page.fileChooserOpened', resolve));
  await page.getByRole('button', { name: `Save ${SMOL} as a file` }).click();
  await opened;
  await session.send('Page.setInterceptFileChooserDialog', { enabled: false });
  await session.detach();
  await expect(page.getByRole('alert')).toHaveCount(0);
}

/** The archive as the browser's own downloads bring it. */
async function download(page: Page, info: TestInfo): Promise<string> {
  const card = page.getByTestId('save').filter({ hasText: SMOL });
  const started = page.waitForEvent('download', { timeout: 120_000 });
  await card.getByRole('button', { name: `Download ${SMOL}` }).click();
  const file = await started;
  expect(file.suggestedFilename()).toMatch(/^smollm2-135m-instruct-[0-9a-f]{8}\.haversack\.tar$/);
  const path = join(info.outputPath(), file.suggestedFilename());
  await file.saveAs(path);
  await expect(card.getByTestId('saved')).toContainText('Every byte was checked');
  return path;
}

test('a model is passed on as a file; a browser with no network takes it, still vouched for, and drafts', async ({
  page,
  browser,
  site,
}, info) => {
  test.setTimeout(420_000);
  await installed(page, site.url);
  await page.goto(`${site.url}/library/`);
  await page
    .getByTestId('installed')
    .getByRole('link', { name: /Save as a file/ })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Models in files');
  await expectAccessible(page);
  await closeSaveDialog(page);
  const archive = await download(page, info);
  expect((await stat(archive)).size).toBeGreaterThan(98_000_000);

  const elsewhere = await browser.newContext();
  const second = await elsewhere.newPage();
  await second.goto(site.url + FILES);
  await savedForOffline(second);
  await goOffline(elsewhere, site);
  await second.reload();

  const cut = join(info.outputPath(), 'cut.haversack.tar');
  await writeFile(cut, (await readFile(archive)).subarray(0, 50_000_000));
  await second.getByTestId('file-input').setInputFiles(cut);
  await expect(second.getByRole('alert')).toContainText('The pack file is damaged or cut off');

  await dropReally(second, [archive]);
  const plan = second.getByTestId('plan');
  await expect(plan.getByTestId('trust')).toHaveAttribute('data-trust', 'vouched');
  await expect(plan.getByRole('heading', { name: 'What would be installed' })).toBeFocused();
  await expect(plan.getByTestId('forecast')).toBeVisible();
  await expectAccessible(second);
  await plan.getByRole('button', { name: /^Install/ }).click();
  await expect(second.getByTestId('delete-hint')).toContainText('You can delete', { timeout: 120_000 });

  await second.goto(`${site.url}/library/`);
  await expect(second.getByTestId('installed')).toContainText('Vouched for');
  await drafts(second, site.url);
  await elsewhere.close();
});
