import { startDraft } from './draft';
import { expect, installed, test } from './site';

const MARKED = () => Object.keys(localStorage).some((key) => key.startsWith('haversack:loading:'));

test('a page that dies while it loads a model says so at the next start, once, and the text is still there', async ({
  page,
  context,
  site,
}) => {
  await installed(page, site.url, 'both');
  await page.goto(`${site.url}/translate/`);
  await page.getByLabel('Your text').fill('No hay agua en la escuela.');
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await page.waitForFunction(MARKED);
  // The process of the tab is killed, as a phone does that has run out of memory.
  session.send('Page.crash').catch(() => undefined); // a dead page gives no answer
  await crashed;

  const next = await context.newPage();
  await next.goto(`${site.url}/translate/`);
  const note = next.getByTestId('crash');
  await expect(note).toContainText('Gemma 3 270M (base) did not come back');
  await expect(next.getByText('No hay agua en la escuela.').first()).toBeVisible();
  await note.getByRole('button', { name: 'Close this note' }).click();
  await expect(note).toBeHidden();
  await next.reload();
  await expect(next.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(note).toBeHidden();
});

test('a page that is closed or loaded again while it loads a model has not crashed', async ({
  page,
  context,
  site,
}) => {
  await installed(page, site.url);
  await startDraft(page, site.url);
  await page.waitForFunction(MARKED);
  const other = await context.newPage();
  await other.goto(site.url);
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(other.getByTestId('crash'), 'the other tab still loads').toBeHidden();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByTestId('crash')).toBeHidden();
});
