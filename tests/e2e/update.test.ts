import { deploy, WORKER } from './deploy';
import { expect, goOffline, savedForOffline, test } from './site';

const VERSION = /haversack-shell-/;

test('the built worker names its cache by version', () => {
  expect(WORKER).toMatch(VERSION);
});

test('T4: a new build waits until the person asks for it, and fetches only what changed', async ({
  page,
  site,
}) => {
  await page.goto(site.url);
  await savedForOffline(page);
  const before = site.requests.length;
  deploy(site, 'next-build');
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const prompt = page.getByText('A new version is ready.');
  await expect(prompt).toBeVisible();
  const fetched = site.requests.slice(before);
  expect(fetched.filter((path) => path.startsWith('/_app/immutable/'))).toEqual([]);
  expect(await page.evaluate(() => caches.keys())).toHaveLength(2);
  await page.getByRole('button', { name: 'Use the new version' }).click();
  await page.waitForFunction(async () => {
    const keys = await caches.keys();
    return keys.length === 1 && keys[0] === 'haversack-shell-next-build';
  });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('T6: an update that fails half-way leaves the old version working offline', async ({
  page,
  context,
  site,
}) => {
  await page.goto(site.url);
  await savedForOffline(page);
  deploy(site, 'broken-build', { failing: '/app.webmanifest' });
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update().catch(() => undefined);
    const worker = registration?.installing;
    if (worker)
      await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
  });
  await expect(page.getByText('A new version is ready.')).toBeHidden();
  await goOffline(context, site);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Translate and write');
});

test('T8: a deployment whose worker is a web page leaves the old version working', async ({
  page,
  context,
  site,
}) => {
  await page.goto(site.url);
  await savedForOffline(page);
  site.intercept = (request, response) => {
    if (request.url !== '/service-worker.js') return false;
    response.setHeader('Content-Type', 'text/html');
    response.end('<h1>Please log in</h1>');
    return true;
  };
  await page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistration())?.update().catch(() => undefined),
  );
  await goOffline(context, site);
  await page.goto(`${site.url}/library/`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Library');
});

test('an unknown address offline is the “no such page” page, not Home', async ({ page, context, site }) => {
  await page.goto(site.url);
  await savedForOffline(page);
  await goOffline(context, site);
  await page.goto(`${site.url}/nowhere/at/all`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no such page');
});
