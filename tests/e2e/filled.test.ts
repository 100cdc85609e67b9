import type { Page } from '@playwright/test';
import { joinSources } from '../../src/lib/documents/join';
import type { TextDocument } from '../../src/lib/domain/task';
import { makeTranslateRecord } from '../../src/lib/state/translateRecord';
import { expectAccessible, expectFits, picture } from './looks';
import { putWork } from './records';
import { expect, installed, test } from './site';

const PAGES = [
  '/',
  '/translate/',
  '/draft/',
  '/library/',
  '/library/papers/',
  '/library/storage/',
  '/about/',
];

/** A translation as a person may find it: done, flagged in several ways, failed, edited, waiting, kept. */
const DOCUMENT: TextDocument = {
  frame: ['', ' ', '\n\n', ' ', ' ', '\n', ''],
  segments: [
    {
      id: '0',
      source: 'El camión llega tarde porque la carretera está inundada.',
      target: 'The truck arrives late because the road is flooded.',
      status: 'done',
      flags: [],
    },
    {
      id: '1',
      source: 'Tome una tableta de 250 mg el 3 de mayo, vea www.salud.example.',
      target: 'Take two tablets of 500 mg <b>now</b>.',
      status: 'flagged',
      flags: [
        { kind: 'number', problem: 'lost', details: '250' },
        { kind: 'number', problem: 'added', details: '500' },
        { kind: 'link', problem: 'lost', details: 'www.salud.example' },
      ],
    },
    { id: '2', source: 'No hay agua.', target: 'No hay', status: 'failed', flags: [] },
    { id: '3', source: 'Gracias.', target: 'Thank you so much.', status: 'edited', flags: [] },
    { id: '4', source: '—', target: '—', status: 'kept', flags: [] },
    { id: '5', source: 'Hasta mañana.', target: '', status: 'pending', flags: [] },
  ],
};

/** Puts work into the page's own database, as if the person had done it before. */
async function seed(page: Page): Promise<void> {
  const source = joinSources(DOCUMENT);
  const records = {
    translate: makeTranslateRecord({ source, from: 'es', to: 'en', packId: '', document: DOCUMENT }),
    draft: {
      intent: 'polite',
      input: 'Send me the report by Friday.',
      output: 'Could you please send me the report by Friday? Thank you.',
      temperature: 0.4,
      seed: 1,
      packId: '',
    },
  };
  await putWork(page, records);
}

async function speak(page: Page, language: string): Promise<void> {
  await page.locator('header button').click();
  await page.locator('#settings-locale').selectOption(language);
  await page.keyboard.press('Escape');
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

test('with models installed and work on them, every page is accessible and fits, in every size, colour and language', async ({
  page,
  site,
}) => {
  test.setTimeout(300_000);
  await installed(page, site.url, 'both');
  await seed(page);
  for (const language of ['en', 'fr', 'es', 'ar']) {
    await page.goto(site.url);
    await speak(page, language);
    for (const path of PAGES) {
      await page.goto(site.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (path === '/translate/') await expect(page.locator('ol > li')).toHaveCount(DOCUMENT.segments.length);
      if (path === '/draft/') await expect(page.locator('#draft-output')).toHaveValue(/Friday/);
      if (path === '/library/') await page.locator('#downloads summary').click();
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const name = `${path.split('/').filter(Boolean).join('-') || 'home'}-${language}-${width}-${colorScheme}`;
          await picture(page, name);
          await expectFits(page, name);
          // Words differ by language, not rules: two languages, one for each direction of writing, are enough for axe.
          if (language === 'en' || language === 'ar') await expectAccessible(page);
        }
      }
    }
  }
});
