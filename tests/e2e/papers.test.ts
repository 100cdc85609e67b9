import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { bomSchema } from '../fixtures/bom-schema';
import { expectAccessible, expectFits, picture } from './looks';
import { expect, goOffline, installed, test } from './site';

const valid = bomSchema();

/** Downloads with the button of that name; the file's name and text. */
async function download(page: Page, button: RegExp): Promise<{ name: string; text: string }> {
  const arriving = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await arriving;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

async function speak(page: Page, language: string): Promise<void> {
  await page.locator('header button').click();
  await page.locator('#settings-locale').selectOption(language);
  await page.keyboard.press('Escape');
}

test('the papers of the starters: readable in every size, colour and direction, and bills of materials that the official schema takes, with no network', async ({
  page,
  context,
  site,
}) => {
  test.setTimeout(300_000);
  await installed(page, site.url, 'both');
  await goOffline(context, site);

  await page.goto(`${site.url}/library/papers/`);
  await expect(page.getByTestId('paper')).toHaveCount(2);
  const register = await download(page, /CycloneDX/);
  expect(valid(JSON.parse(register.text)), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
  const table = await download(page, /table/);
  expect(table.text.trim().split('\r\n')).toHaveLength(3);
  await expectAccessible(page);

  for (const name of ['SmolLM2', 'Gemma']) {
    await page.goto(`${site.url}/library/papers/`);
    await page.getByRole('link', { name: new RegExp(`papers of ${name}`) }).click();
    await expect(page.getByTestId('papers')).toContainText(name);
    await expect(page.locator('[data-check="digest"]')).toHaveAttribute('data-result', 'passed');
    const bill = await download(page, /bill of materials/);
    expect(bill.name).toContain(name);
    expect(valid(JSON.parse(bill.text)), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
  }
  // Gemma's terms had to be accepted, and have been.
  await expect(page.getByTestId('papers')).toContainText('You accepted these terms on');
  await page.locator('summary', { hasText: 'The same as a table' }).click();
  await page.locator('summary', { hasText: 'GEMMA_TERMS' }).click();
  await expect(page.locator('pre').first()).toContainText('Section 3: DISTRIBUTION AND RESTRICTIONS');

  for (const [language, width, colorScheme] of [
    ['en', 360, 'dark'],
    ['en', 1280, 'light'],
    ['ar', 360, 'light'],
    ['ar', 1280, 'dark'],
  ] as const) {
    await speak(page, language);
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const name = `papers-${language}-${width}-${colorScheme}`;
    await picture(page, name);
    await expectFits(page, name);
    await expectAccessible(page);
  }
});
