/** The faults of the catalogue, provoked in the real app: its build, its workers, a real model, a real browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as playwright, type BrowserContext, type Page } from '@playwright/test';
import { chromium } from '../../tools/chromium';
import { draftOf, startDraft } from './draft';
import {
  captivePortal,
  flipBit,
  keepWorkers,
  killEngineInDraft,
  slowWeights,
  stopIfWriting,
  smolTranslates,
  storedBytes,
  unreachable,
  WEIGHTS,
  WEIGHTS_PATH,
} from './faulty-site';
import { expect, installed, test } from './site';

const MB = 1e6;
const MIB = 1024 * 1024;

const offerOf = (page: Page) => page.getByTestId('offer').filter({ hasText: 'SmolLM2' }).first();
const ready = (page: Page) => offerOf(page).getByText('Installed', { exact: true });
const fetches = (paths: string[]) => paths.filter((path) => path === WEIGHTS_PATH).length;

/** U5: in all this the app asks nobody but its own site. */
test.afterEach(({ asked, site }) => {
  expect(asked.filter((url) => !url.startsWith(site.url) && !/^(blob|data):/.test(url))).toEqual([]);
});

test('N7, S1: a login page and a full disk are told plainly, store nothing, and trying again works', async ({
  page,
  context,
  site,
}) => {
  const cdp = await context.newCDPSession(page);
  const setQuota = (quotaSize?: number) =>
    cdp.send('Storage.overrideQuotaForOrigin', {
      origin: site.url,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  await page.goto(site.url);
  captivePortal(site);
  await offerOf(page)
    .getByRole('button', { name: /^Install/ })
    .click();
  const problem = offerOf(page).getByRole('alert');
  await expect(problem).toContainText('This network sent a web page instead of the model');
  expect(await storedBytes(page)).toEqual({ blobs: 0, parts: 0 });

  site.intercept = undefined;
  const before = site.requests.length;
  await setQuota(30 * MB);
  await offerOf(page).getByRole('button', { name: 'Try again' }).click();
  await expect(problem).toContainText(/not enough free storage: 1\d\d(\.\d)? MB needed, [\d.]+ [kM]B free/);
  expect(fetches(site.requests.slice(before)), 'told before anything is fetched').toBe(0);

  await setQuota();
  await offerOf(page).getByRole('button', { name: 'Try again' }).click();
  await ready(page).waitFor({ timeout: 120_000 });
  const { blobs, parts } = await storedBytes(page);
  expect([blobs > WEIGHTS.bytes, parts]).toEqual([true, 0]);
});

test('T1: a pack that one tab installs is shown in the other, fetched once, and both end with it', async ({
  page,
  context,
  site,
}) => {
  const line = slowWeights(site, 2 * MB);
  const other = await context.newPage();
  for (const tab of [page, other]) await tab.goto(site.url);
  await offerOf(page)
    .getByRole('button', { name: /^Install/ })
    .click();
  await expect(offerOf(other).getByRole('progressbar')).toBeVisible();
  line.bytesPerSecond = 200 * MB;
  for (const tab of [page, other]) await ready(tab).waitFor({ timeout: 120_000 });
  expect([fetches(site.requests), line.sent]).toEqual([1, WEIGHTS.bytes]);
});

test('S3: a browser closed in mid-install goes on at its next start, and lists nothing before it is whole', async ({
  site,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'haversack-profile-'));
  const { executablePath, args, env } = await chromium();
  const start = (): Promise<BrowserContext> =>
    playwright.launchPersistentContext(profile, { executablePath, args, env });
  try {
    const line = slowWeights(site, 20 * MB);
    const first = await start();
    const page = await first.newPage();
    await page.goto(site.url);
    await offerOf(page)
      .getByRole('button', { name: /^Install/ })
      .click();
    await expect.poll(() => line.sent, { intervals: [50] }).toBeGreaterThan(30 * MB);
    line.bytesPerSecond = 2 * MB; // however long it takes to close, it is closed in mid-install
    await first.close();
    expect(line.sent).toBeLessThan(WEIGHTS.bytes);
    line.bytesPerSecond = 4 * MB; // until it has been seen that it goes on

    const second = await start();
    const again = await second.newPage();
    await again.goto(`${site.url}/library/`);
    await expect(again.getByText('No model is installed yet.')).toBeVisible();
    await expect(again.getByTestId('offer').getByText(/ of 10\d(\.\d)? MB| of 9\d(\.\d)? MB/)).toBeVisible();
    line.bytesPerSecond = 200 * MB;
    await again.getByTestId('installed').waitFor({ timeout: 120_000 });
    await expect(again.getByTestId('verdict')).toContainText('every byte is right');
    // What the browser had received and not yet stored is lost with it.
    expect(line.sent).toBeLessThan(WEIGHTS.bytes + 20 * MB);
    await second.close();
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});

test('G6: an engine killed in mid-text leaves the text, is started again, and the next text comes', async ({
  page,
  site,
}) => {
  await keepWorkers(page);
  await installed(page, site.url);
  await startDraft(page, site.url, 'meeting on Monday at 9, bring the reports, Ana is ill');
  const written = await killEngineInDraft(page);
  await expect(page.getByRole('alert')).toContainText('The engine stopped.');
  const kept = await draftOf(page).inputValue();
  expect(kept.startsWith(written)).toBe(true);
  await expect(page.getByText('was started again')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
  await expect.poll(() => draftOf(page).inputValue(), { timeout: 120_000 }).not.toBe(kept);
  await stopIfWriting(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await draftOf(page).inputValue()).toBe(kept);
});

test('S7: a flipped bit is refused before any text, healed by itself online, refused plainly offline', async ({
  page,
  context,
  site,
}) => {
  await installed(page, site.url);
  const refusal = page.getByRole('alert').filter({ hasText: 'damaged, so it was not used' });

  await flipBit(page, 50 * MIB + 12_345);
  const before = site.requests.length;
  await startDraft(page, site.url);
  await expect(refusal).toContainText('choose “Repair”', { timeout: 60_000 });
  expect(await draftOf(page).inputValue()).toBe('');
  await expect.poll(() => fetches(site.requests.slice(before)), { timeout: 60_000 }).toBe(1);
  await page.getByRole('link', { name: 'Library' }).click();
  await expect(page.getByTestId('verdict')).toContainText('every byte is right', { timeout: 60_000 });
  await expect(page.getByTestId('offer')).not.toContainText('SmolLM2');

  await flipBit(page, 3);
  unreachable(site);
  await context.setOffline(true);
  await page.goto(`${site.url}/draft/`); // from the shell: the model that was loaded is gone with the page
  await page.getByRole('button', { name: 'Write a draft' }).click();
  await expect(refusal).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Library' }).click();
  const card = page.getByTestId('installed');
  await expect(card.getByTestId('verdict')).toContainText('Damaged', { timeout: 60_000 });
  await expect(card.getByRole('alert')).toContainText('could not be reached', { timeout: 60_000 });

  site.intercept = undefined;
  await context.setOffline(false);
  // By itself: nobody has to find the button.
  await expect(card.getByTestId('verdict')).toContainText('every byte is right', { timeout: 60_000 });
  await page.getByRole('link', { name: 'Draft' }).click();
  await page.getByRole('button', { name: 'Write a draft' }).click();
  await expect(draftOf(page)).toHaveValue(/\w+ \w+/, { timeout: 120_000 });
});

test('I5: a text of 10 MB leaves the page answering, and can be stopped at every stage', async ({
  page,
  site,
}, info) => {
  await smolTranslates(site);
  await installed(page, site.url);
  await page.goto(`${site.url}/translate/`);
  await page.getByLabel('From').selectOption('es');
  const line = 'El camión llega tarde porque la carretera está inundada. ¿Qué hacemos ahora, a las 9 y 30?\n';
  const text = page.getByLabel('Your text');
  const paste = () =>
    text.evaluate((field: HTMLTextAreaElement, piece: string) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', piece.repeat(Math.ceil(1e7 / piece.length)));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, line);
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) =>
      list.getEntries().forEach(({ duration }) => tasks.push(Math.round(duration))),
    ).observe({
      entryTypes: ['longtask'],
    });
  });
  const longTasks = async (stage: string) => {
    const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks.splice(0));
    const words = `${tasks.length} long tasks, the longest ${Math.max(0, ...tasks)} ms`;
    info.annotations.push({ type: stage, description: words });
    console.log(`I5, ${stage}: ${words}`);
  };
  /** A person opens a dialog and closes it again. */
  const answers = async () => {
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  };
  const stop = page.getByRole('button', { name: 'Stop' }).first();
  const start = page.getByRole('button', { name: 'Translate', exact: true });

  await paste();
  await answers();
  await longTasks('at the paste');
  await start.click();
  await answers();
  await longTasks('while it is cut into sentences');
  await stop.click();
  await expect(start).toBeEnabled();
  await expect(page.getByText(/This text has 10,000,\d+ characters/)).toBeVisible();

  await start.click();
  await expect(page.getByTestId('summary')).toBeVisible({ timeout: 120_000 });
  await longTasks('until the sentences stand there');
  await answers();
  await longTasks('while the model loads');
  await expect(page.locator('[data-testid=summary]')).not.toContainText(/^0 of/, { timeout: 120_000 });
  await answers();
  await longTasks('while it is translated');
  await stop.click();
  await expect(page.getByRole('button', { name: 'Go on' })).toBeEnabled();
  await longTasks('at the stop');
  await page.getByRole('button', { name: 'Change the text' }).click();
  await answers();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(text).toHaveValue('');
  await longTasks('after it');
});
