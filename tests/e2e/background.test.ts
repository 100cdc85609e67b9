import { expect, savedForOffline, test } from './site';

test('with Background Fetch a download goes on while the app is closed; what came is checked, moved and freed', async ({
  page,
  context,
  site,
}) => {
  await page.goto(site.url);
  await savedForOffline(page);
  await page.goto(`${site.url}/library/`);
  await page.getByText('How to download').click();
  await page.getByLabel('Let the browser go on when the app is closed').check();
  const blobs = () => site.requests.filter((path) => path.includes('/packs/blobs/'));
  await page
    .getByTestId('offer')
    .filter({ hasText: 'SmolLM2' })
    .getByRole('button', { name: /^Install/ })
    .click();
  await expect.poll(() => blobs().length).toBeGreaterThan(0);
  await page.close();
  const elsewhere = await context.newPage();
  await elsewhere.goto('about:blank');
  // All files of the pack have been asked for, once each, with no window of the app open.
  await expect.poll(() => new Set(blobs()).size, { timeout: 60_000 }).toBe(4);

  const later = await context.newPage();
  await later.goto(`${site.url}/library/`);
  await expect(later.getByTestId('installed')).toContainText('every byte is right', { timeout: 60_000 });
  expect(blobs().length, 'nothing was fetched twice').toBe(4);
  const left = await later.evaluate(
    async () => (await (await caches.open('haversack-arrived')).keys()).length,
  );
  expect(left).toBe(0);
});
