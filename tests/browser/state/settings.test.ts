import { afterEach, beforeEach, expect, it } from 'vitest';
import { locale } from '../../../src/lib/i18n/locale.svelte';
import { clearRecords, saveRecord } from '../../../src/lib/records';
import { Settings } from '../../../src/lib/state/settings.svelte';

const page = () => {
  const { lang, dir, dataset } = document.documentElement;
  return { lang, dir, theme: dataset['theme'] };
};

beforeEach(() => clearRecords());
afterEach(async () => {
  await new Settings().setTheme('auto');
  await new Settings().setLocale('en');
});

it('begins in the first of the reader’s languages that the app is written in', async () => {
  for (const [languages, lang, dir] of [
    [['sw-KE', 'FR-ca', 'en'], 'fr', 'ltr'],
    [['ar-EG'], 'ar', 'rtl'],
    [['sw', 'pt'], 'en', 'ltr'],
    [[], 'en', 'ltr'],
  ] as [string[], string, string][]) {
    await new Settings().restore(languages);
    expect(page()).toEqual({ lang, dir, theme: undefined });
  }
});

it('a choice shows on the page at once and is there after a reload, whatever the browser’s language', async () => {
  const settings = new Settings();
  await settings.setLocale('ar');
  await settings.setTheme('dark');
  await settings.setEngine('cpu');
  expect(page()).toEqual({ lang: 'ar', dir: 'rtl', theme: 'dark' });
  expect(locale.t.app.translate).not.toBe('Translate');
  delete document.documentElement.dataset['theme'];
  await locale.use('en');

  const after = new Settings();
  await after.restore(['fr']);
  expect([after.theme, after.engine, locale.tag]).toEqual(['dark', 'cpu', 'ar']);
  expect(page()).toEqual({ lang: 'ar', dir: 'rtl', theme: 'dark' });
  await after.setTheme('auto');
  expect(page().theme).toBeUndefined();
});

it.each([
  'text',
  { locale: 'tlh', theme: 'dark', engine: 'auto' },
  { locale: 'fr', theme: 'pink', engine: 'auto' },
  { locale: 'fr', theme: 'dark', engine: 'quantum' },
  { locale: '__proto__', theme: 'auto', engine: 'auto' },
  { theme: 'dark' },
])('S8: damaged settings count as none (%j)', async (stored) => {
  await saveRecord('settings', stored);
  const settings = new Settings();
  await settings.restore(['es']);
  expect([settings.theme, settings.engine]).toEqual(['auto', 'auto']);
  expect(page()).toEqual({ lang: 'es', dir: 'ltr', theme: undefined });
});
