/** Fine-tunes of the starter, from files, on SwiftShader: the one that has its shape, and the one that has not. */
import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { fineTuned, withOwnHead } from '../fixtures/gguf/tunes';
import { modelPath } from '../fixtures/models';
import { draftOf, startDraft } from './draft';
import { expect, test, useGpu } from './site';

async function write(blob: Blob, path: string): Promise<string> {
  await writeFile(path, blob.stream());
  return path;
}

/** Brings a file in with the person's word. Leaves the plan on screen. */
async function bringIn(page: Page, path: string) {
  await page.getByTestId('file-input').setInputFiles(path);
  const plan = page.getByTestId('plan');
  await expect(plan.getByTestId('trust')).toHaveAttribute('data-trust', 'first-seen', { timeout: 60_000 });
  const fits = await plan.getByTestId('fits').innerText();
  await plan.getByRole('button', { name: /^Install/ }).click();
  await page.getByRole('dialog').getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Give my word and install' }).click();
  await expect(plan.getByText('Installed', { exact: true })).toBeVisible({ timeout: 120_000 });
  return fits;
}

/** These notes become one short sentence. */
async function draft(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/draft/`);
  // What the model before this one wrote is still there.
  await draftOf(page).fill('');
  await startDraft(page, url, 'meeting Monday 9');
  await expect(draftOf(page)).toHaveValue(/\w+ \w+ \w+/, { timeout: 240_000 });
  await expect(page.getByRole('button', { name: 'Another try' })).toBeEnabled({ timeout: 120_000 });
}

test('a fine-tune of the starter’s shape, from a file, runs on the shipped GPU library; one with a head of its own is named and runs on the CPU', async ({
  page,
  site,
}, info) => {
  test.setTimeout(600_000);
  const starter = await openAsBlob(modelPath('smollm2'));
  const same = await write(await fineTuned(starter), info.outputPath('same-shape.gguf'));
  const other = await write(await withOwnHead(starter), info.outputPath('own-head.gguf'));
  await page.goto(`${site.url}/library/files/`);
  await useGpu(page);

  expect(await bringIn(page, same)).toContain('It fits');
  await draft(page, site.url);
  await expect(page.getByTestId('engine')).toContainText('GPU');

  await page.goto(`${site.url}/library/`);
  await page.getByTestId('installed').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByTestId('installed')).toHaveCount(0);
  await page.goto(`${site.url}/library/files/`);
  const fits = await bringIn(page, other);
  expect(fits).toContain('272 of 273 tensors fit.');
  expect(fits).toMatch(/output\.weight\s*:/);
  await draft(page, site.url);
  await expect(page.getByTestId('engine')).toContainText('CPU');
});
