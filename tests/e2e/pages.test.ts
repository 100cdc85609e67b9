import { expectAccessible, expectFits } from './looks';
import { expect, test } from './site';

const PAGES = [
  '/',
  '/translate/',
  '/draft/',
  '/library/',
  '/library/hub/',
  '/library/files/',
  '/library/device/',
  '/library/papers/',
  '/library/storage/',
  '/about/',
  '/no-such-page/',
];
const TITLES: [string, string][] = [
  ['Translate', 'Translate · Haversack'],
  ['Library', 'Library · Haversack'],
  ['Home', 'Haversack'],
  ['Draft', 'Draft · Haversack'],
  ['About', 'About this app · Haversack'],
];

for (const width of [360, 1280]) {
  for (const language of ['en', 'ar']) {
    test(`every page is accessible and fits ${width} px, light and dark, ${language}`, async ({
      browser,
      site,
    }) => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, locale: language });
      const page = await context.newPage();
      for (const path of PAGES) {
        await page.goto(site.url + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
        await expectFits(page, path);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await expectAccessible(page);
        }
      }
      await context.close();
    });
  }
}

test('every page has a title of its own, in whatever order they are opened', async ({ page, site }) => {
  await page.goto(site.url);
  for (const [name, title] of TITLES) {
    await page.getByRole('navigation').getByRole('link', { name }).click();
    await expect(page).toHaveTitle(title);
  }
});

test('the keyboard alone reaches every page, the settings, and a language', async ({ page, site }) => {
  await page.goto(site.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  for (const name of ['Translate', 'Draft', 'Library', 'About']) {
    await page.getByRole('navigation').getByRole('link', { name }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  }
  await page.getByRole('button', { name: 'Settings', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Language of this app').selectOption('fr');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
});
