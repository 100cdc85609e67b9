/** What a page looks like, as far as a test can tell, and pictures of it for people. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** No rule of axe is broken on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // Its other mode opens a blank page to put the results of frames together; the app has no frames.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([]);
}

/** Nothing is wider than the window. */
export async function expectFits(page: Page, what: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${what} scrolls sideways`).toBe(0);
}

/**
 * The whole page in test-results/screens, where $HAVERSACK_SCREENS is set. No test compares it with anything, and two
 * hundred of them take a minute.
 */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env['HAVERSACK_SCREENS']) return;
  await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage: true });
}
