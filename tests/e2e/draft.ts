/** Writing a draft as a person does: in these tests it is what “the model works” means. */
import { expect, type Page } from '@playwright/test';

export const draftOf = (page: Page) => page.getByRole('textbox', { name: 'Draft' });

const NOTES = 'meeting on Monday at 9, bring the reports';

/** On the Draft page. */
export async function giveNotes(page: Page, notes = NOTES): Promise<void> {
  await page.getByLabel('Your notes').fill(notes);
  await page.getByRole('button', { name: 'Write a draft' }).click();
}

/** `url`: of the site, without a slash at its end. */
export async function startDraft(page: Page, url: string, notes = NOTES): Promise<void> {
  await page.goto(`${url}/draft/`);
  await giveNotes(page, notes);
}

/** Waits for the end of the draft, which is a sentence and has no complaint beside it. Gives its text. */
export async function finishedDraft(page: Page): Promise<string> {
  await expect(page.getByRole('button', { name: 'Copy' })).toBeVisible({ timeout: 180_000 });
  await expect(page.getByRole('alert')).toHaveCount(0);
  const text = await draftOf(page).inputValue();
  expect(text.split(/\s+/).length).toBeGreaterThan(5);
  return text;
}

export async function drafts(page: Page, url: string): Promise<string> {
  await startDraft(page, url);
  return finishedDraft(page);
}
