import type { Page } from '@playwright/test';
import { deploy, fileWith } from './deploy';
import { draftOf, drafts } from './draft';
import { expect, goOffline, installed, test } from './site';

const NEXT = 'haversack-shell-next-build';
const shells = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('haversack-shell-')));
const prompt = (page: Page) => page.getByText('A new version is ready.');
const use = (page: Page) => page.getByRole('button', { name: 'Use the new version' });
const french = fileWith('Tout est prêt, même sans réseau');

test('T4: an update while another tab writes a text: neither loses anything, and both work offline', async ({
  page,
  context,
  site,
}) => {
  test.setTimeout(300_000);
  await installed(page, site.url);
  const writing = await context.newPage();
  await writing.goto(`${site.url}/draft/`);
  await writing.getByLabel('Your notes').fill('meeting on Monday at 9, bring the reports, Ana is ill');
  const output = draftOf(writing);
  await writing.evaluate(() => Object.assign(window, { neverLoadedAgain: true }));

  // The next build has no file of that name: only the shell of this one, which the other tab still runs.
  deploy(site, 'next-build', { without: [french] });
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  for (const tab of [page, writing]) await expect(prompt(tab)).toBeVisible();
  await writing.getByRole('button', { name: 'Write a draft' }).click();
  // From the load of the model on: a fast machine may have written all of it a moment later.
  await expect(use(writing), 'while a text is written').toBeDisabled();
  await expect(output).toHaveValue(/\w+ \w+ \w+/, { timeout: 120_000 });
  const before = await output.inputValue();
  await use(page).click();
  await expect(prompt(page)).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await shells(page)).toHaveLength(2);
  await goOffline(context, site);

  // The tab of the old build goes on writing, loads what it needs of its code, and is not loaded again by itself.
  await expect(writing.getByRole('button', { name: 'Copy' })).toBeVisible({ timeout: 180_000 });
  const draft = await output.inputValue();
  expect(draft.startsWith(before.slice(0, 20))).toBe(true);
  await writing.getByRole('button', { name: 'Settings', exact: true }).click();
  await writing.getByRole('dialog').getByRole('combobox').first().selectOption('fr');
  await expect(writing.locator('html')).toHaveAttribute('lang', 'fr');
  await writing.getByRole('dialog').getByRole('combobox').first().selectOption('en');
  await writing.keyboard.press('Escape');
  expect(await writing.evaluate(() => 'neverLoadedAgain' in window)).toBe(true);

  // When the person asks for it, this tab too has the new build, and its text.
  await use(writing).click();
  await writing.waitForFunction(() => !('neverLoadedAgain' in window));
  await expect(output).toHaveValue(draft);
  for (const tab of [page, writing]) {
    await tab.goto(`${site.url}/library/`);
    await expect(tab.getByTestId('installed')).toContainText('SmolLM2');
  }

  // With no tab left, the next start drops what was kept for them.
  await page.close();
  await writing.close();
  const later = await context.newPage();
  await later.goto(site.url);
  await expect(later.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(() => shells(later)).toEqual([NEXT]);
});

test('S9: a browser that does not promise to keep the model: said once, and everything works', async ({
  page,
  context,
  site,
}) => {
  await installed(page, site.url);
  expect(await page.evaluate(() => navigator.storage.persisted()), 'what this test is about').toBe(false);
  const warning = page.getByText('The browser did not promise.');
  await expect(warning).toHaveCount(1);
  await expect(page.getByTestId('ready')).toContainText('Ready without a network');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Ask the browser' })).toBeHidden();
  for (const path of ['/draft/', '/library/', '/about/', '/']) {
    await page.goto(site.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(warning, `once, not on every page (${path})`).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
  await goOffline(context, site);
  await drafts(page, site.url);
});

test('S9: nor is it an error where asking for that promise is itself refused, as in some private windows', async ({
  page,
  site,
}) => {
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException('private window', 'SecurityError'));
    for (const name of ['persist', 'persisted'])
      Object.defineProperty(StorageManager.prototype, name, { value: refuse });
  });
  await installed(page, site.url);
  await expect(page.getByText('The browser did not promise.')).toHaveCount(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
});
