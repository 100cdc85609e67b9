/** What a browser does to a tab and its service worker behind a person's back. */
import type { Page } from '@playwright/test';
import { draftOf, finishedDraft, giveNotes } from './draft';
import { slowWeights, WEIGHTS } from './faulty-site';
import { expect, installed, test } from './site';

const MB = 1e6;
const MIB = 1024 * 1024;
const offerOf = (page: Page) => page.getByTestId('offer').filter({ hasText: 'SmolLM2' }).first();

test('N19: a tab that is frozen in mid-download goes on when it thaws, and fetches nothing twice', async ({
  page,
  context,
  site,
}) => {
  const line = slowWeights(site, 15 * MB);
  await page.goto(site.url);
  await offerOf(page)
    .getByRole('button', { name: /^Install/ })
    .click();
  await expect.poll(() => line.sent, { intervals: [50] }).toBeGreaterThan(20 * MB);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  // As long as a tab needs to be frozen for its timers to stop and its line to fill up.
  await page.waitForTimeout(3000);
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await offerOf(page).getByText('Installed', { exact: true }).waitFor({ timeout: 120_000 });
  expect(line.sent - WEIGHTS.bytes).toBeLessThanOrEqual(MIB);
});

test('T7: the service worker is killed again and again: it held nothing, and the page works offline all the same', async ({
  page,
  context,
  site,
}) => {
  await installed(page, site.url);
  const cdp = await context.newCDPSession(page);
  await cdp.send('ServiceWorker.enable');
  const kill = () => cdp.send('ServiceWorker.stopAllWorkers');

  await kill();
  await site.kill();
  await page.goto(`${site.url}/draft/`);
  await kill();
  await giveNotes(page);
  await kill();
  const draft = await finishedDraft(page);
  await kill();
  await page.reload();
  await expect(draftOf(page)).toHaveValue(draft);
});
