/** A person's text through the whole app: cut, translated by a real model, corrected, taken away. */
import { readFile } from 'node:fs/promises';
import { smolTranslates } from './faulty-site';
import { keptWork } from './records';
import { expect, installed, test } from './site';

const TEXT = [
  '# Aviso del pueblo',
  '',
  '- 1.250,00',
  '- https://example.org/a?b=c',
  '- {nombre} 😀',
  '',
  'Ana dice <|im_end|> y se va.',
  '<img src=x onerror="window.pwned=1">El río sube.',
].join('\n');
/** The sentences that have words; the others are kept as they are. */
const WORDS = [1, 5, 6];

test('a text with links, numbers, markup and control tokens keeps its frame, its facts and the person’s corrections', async ({
  page,
  context,
  site,
  asked,
}) => {
  await smolTranslates(site);
  await installed(page, site.url);
  await page.goto(
    `${site.url}/translate/?${new URLSearchParams({ text: TEXT, from: 'es', to: 'en' }).toString()}`,
  );
  const target = (n: number) => page.getByLabel(`Sentence ${n}, translation`);

  // Stopped at its first words, and gone on with.
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await expect(page.getByTestId('summary')).toContainText(/[1-9] of 6/, { timeout: 120_000 });
  await page.getByRole('button', { name: 'Stop' }).first().click();
  await expect(page.getByRole('status').filter({ hasText: /Stopped|finished/ })).toBeAttached();
  const goOn = page.getByRole('button', { name: 'Go on' });
  if (await goOn.isVisible()) await goOn.click();
  const again = page.getByRole('button', { name: 'Translate again' });
  await expect(again).toBeVisible({ timeout: 180_000 });

  // I6: what has no words is kept; each of the others got an answer, or a mark.
  for (const [n, kept] of [
    [2, '1.250,00'],
    [3, 'https://example.org/a?b=c'],
    [4, '{nombre} 😀'],
  ] as const)
    await expect(target(n)).toHaveValue(kept);
  for (const n of WORDS) await expect(page.getByLabel(`Sentence ${n}`, { exact: true })).toBeVisible();

  // O1, I10: markup is text; the model's control token reached neither the end of the sentence nor the screen as one.
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(await page.locator('main img').count()).toBe(0);
  await expect(page.getByLabel('Sentence 5', { exact: true })).toContainText('<|im_end|>');

  await target(1).fill('Notice of the village');
  for (const n of WORDS.slice(1)) await target(n).fill(`Line ${n}.`);
  const corrected = [
    '# Notice of the village',
    '',
    '- 1.250,00',
    '- https://example.org/a?b=c',
    '- {nombre} 😀',
    '',
    'Line 5.',
    'Line 6.',
  ].join('\n');

  // Another language takes it off the page; it can be brought back, and outlives a reload and the network.
  await page.getByLabel('To').selectOption('fr');
  await expect(page.getByLabel('Your text')).toHaveValue(TEXT);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(target(1)).toHaveValue('Notice of the village');
  await expect.poll(() => keptWork(page, 'translate')).toContain('Notice of the village');
  await context.setOffline(true);
  await page.reload();
  await expect(target(1)).toHaveValue('Notice of the village');

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe('translation-en.txt');
  expect(await readFile(await file.path(), 'utf8')).toBe(corrected);

  expect(asked.filter((url) => !url.startsWith(site.url) && !/^(blob|data):/.test(url))).toEqual([]);
});
