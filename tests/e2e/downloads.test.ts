import { expect, goOffline, installed, test } from './site';

test('downloads go on on every page and after a restart, paused and ordered as the person left them', async ({
  page,
  context,
  site,
}) => {
  await page.goto(`${site.url}/library/`);
  const panel = page.getByTestId('downloads');
  await panel.getByText('How to download').click();
  await panel.getByLabel('At the same time').selectOption('1');
  await panel.getByLabel('Highest speed').selectOption({ label: '2.5 MB/s' });
  for (const name of [/SmolLM2/, /Gemma/]) {
    await page
      .getByTestId('offer')
      .filter({ hasText: name })
      .getByRole('button', { name: /^Install/ })
      .click();
    const dialog = page.getByRole('dialog');
    if (name.source === 'Gemma') {
      await dialog.getByRole('checkbox').check();
      await dialog.getByRole('button', { name: 'Accept and install' }).click();
    }
    await expect(page.getByTestId('download').filter({ hasText: name })).toBeVisible();
  }
  const rows = page.getByTestId('download');
  await expect(rows.nth(1)).toContainText('Waiting for its turn');
  await panel.getByRole('button', { name: /^Move Gemma .* up$/ }).click();
  await expect(rows.first()).toContainText('Gemma');
  await expect(rows.first()).toContainText('MB/s');
  await expect(rows.nth(1)).toContainText('Waiting for its turn');

  await page.getByRole('navigation').getByRole('link', { name: 'Draft' }).click();
  await expect(page.getByTestId('downloading')).toBeVisible();
  await expect(page).toHaveTitle(/^\d+% · .* left · .* of .* MB · .*\/s · Draft · Haversack$/);
  const before = await page.title();
  await expect.poll(() => page.title()).not.toBe(before);

  await page.close();
  const later = await context.newPage();
  await later.goto(`${site.url}/library/`);
  const again = later.getByTestId('download');
  await expect(again.first()).toContainText('Gemma');
  await expect(again.first()).toContainText('MB/s');
  await expect(again.nth(1)).toContainText('SmolLM2');
  await later.getByRole('button', { name: 'Pause all' }).click();
  await expect(again.first()).toContainText('Paused');
  await later.reload();
  await expect(again.first()).toContainText('Paused');
  await expect(later).toHaveTitle('Library · Haversack');
  await later.getByText('How to download').click();
  await later.getByLabel('Highest speed').selectOption({ label: 'As fast as the network' });
  await later.getByRole('button', { name: 'Go on with all' }).click();
  await expect(later.getByTestId('installed')).toHaveCount(2, { timeout: 120_000 });
});

test('offline, everything is verified, and a model that was removed comes back', async ({
  page,
  context,
  site,
}) => {
  await installed(page, site.url);
  await goOffline(context, site);
  await page.goto(`${site.url}/library/`);
  await page.getByRole('button', { name: 'Verify everything now' }).click();
  await expect(page.getByText('Every byte of 1 model is right.')).toBeVisible();
  await page.getByTestId('installed').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByTestId('installed')).toHaveCount(0);
  await page.getByRole('button', { name: /^Bring it back: SmolLM2/ }).click();
  await expect(page.getByTestId('installed')).toContainText('every byte is right');
});
