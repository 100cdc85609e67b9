import { draftOf, drafts } from './draft';
import { expectAccessible } from './looks';
import { expect, goOffline, installed, test } from './site';

/** The main job, as a person meets it: install, lose the network, still translate and draft. */
test('on the CPU: install both starters, kill the server, then translate and draft offline', async ({
  page,
  context,
  site,
  asked,
}) => {
  test.setTimeout(420_000);
  await installed(page, site.url, 'both');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Translate and write');
  await expect(page.getByTestId('ready')).toContainText('Ready without a network');

  await goOffline(context, site);

  for (const [path, title] of [
    ['/', 'Translate and write'],
    ['/draft/', 'Draft'],
    ['/library/', 'Library'],
    ['/about/', 'About this app'],
    ['/translate/', 'Translate'],
  ] as const) {
    await page.goto(site.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
    await expect(page.getByTestId('network')).toHaveText('Offline');
  }

  const text = 'El camión llega tarde porque la carretera está inundada.';
  await page.goto(`${site.url}/translate?text=${encodeURIComponent(text)}`);
  await page.reload();
  await expect(page.getByLabel('Your text')).toHaveValue(text);
  await expect(page.getByTestId('engine')).toContainText('CPU');
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await expect(page.getByLabel('Sentence 1, translation')).toHaveValue(
    'The truck arrives late because the road is flooded.',
    { timeout: 120_000 },
  );

  await expectAccessible(page);

  const draft = await drafts(page, site.url);
  await page.reload();
  await expect(draftOf(page)).toHaveValue(draft);

  await expectAccessible(page);

  await page.goto(`${site.url}/library/`);
  const smol = page.getByTestId('installed').filter({ hasText: 'SmolLM2' });
  await smol.getByRole('button', { name: 'Check again', exact: true }).click();
  await expect(smol.getByTestId('verdict')).toContainText('every byte is right');
  await expectAccessible(page);
  await smol.getByRole('link', { name: /^Papers/ }).click();
  await page.locator('summary').filter({ hasText: 'licence/LICENSE.txt' }).click();
  await expect(page.getByText('TERMS AND CONDITIONS FOR USE')).toBeVisible();
  await expectAccessible(page);

  const foreign = asked.filter((url) => !url.startsWith(site.url) && !/^(blob|data):/.test(url));
  expect(foreign).toEqual([]);
});

test('the About page shows the refusal when the engine tries to reach the network', async ({
  page,
  site,
}) => {
  await page.goto(`${site.url}/about/`);
  const before = site.requests.length;
  await page.getByRole('button', { name: 'Try to reach the network from the engine' }).click();
  await expect(page.getByText('Refused by the browser, as it should be.')).toBeVisible();
  expect(site.requests.slice(before).filter((path) => path.includes('asked-by-the-engine'))).toEqual([]);
  await expect(page.getByTestId('requests')).toContainText('0 to other places');
});
