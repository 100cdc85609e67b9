import { describe, expect, test } from 'vitest';
import { DETECTABLE, detectLanguage } from '../../../src/lib/tasks/detect';
import { HELD_OUT, SENTENCES } from './detect-sentences';

const measured = (sentences: Record<string, string[]>) => {
  const told = Object.entries(sentences).flatMap(([language, list]) =>
    list.map((sentence) => ({ language, sentence, found: detectLanguage(sentence) })),
  );
  const right = told.filter(({ language, found }) => found.language === language);
  const wrong = told.filter(
    ({ language, found }) => found.language !== language && found.language !== 'unknown',
  );
  return { told, right, wrong };
};

describe('the source language', () => {
  test.each([
    ['150 that the profiles were mended with', SENTENCES],
    ['50 that they never saw', HELD_OUT],
  ])(
    'of single short sentences, %s, is told for nearly nine in ten, and hardly ever told wrong',
    (_, sentences) => {
      const { told, right, wrong } = measured(sentences);
      expect(right.length / told.length).toBeGreaterThanOrEqual(0.88);
      expect(wrong.length / told.length).toBeLessThanOrEqual(0.04);
      expect(wrong.filter(({ found }) => found.confidence >= 0.85)).toEqual([]);
    },
  );

  test.each(Object.entries(SENTENCES))(
    '%s is told from six sentences together, and surely',
    (language, list) => {
      const found = detectLanguage(list.join(' '));
      expect(found.language).toBe(language);
      expect(found.confidence).toBeGreaterThanOrEqual(0.8);
      expect(DETECTABLE.has(language)).toBe(true);
    },
  );

  test.each([
    '',
    ' ',
    '12 345',
    '😀',
    'https://example.org',
    'Anna',
    'Taxi',
    'OK',
    'Hospital',
    'Xyzzy plugh qwrt',
  ])('of %j is unknown rather than guessed', (text) => {
    expect(detectLanguage(text)).toEqual({ language: 'unknown', confidence: 0 });
  });

  test.each([
    ['ar', 'افتح تطبيق WhatsApp وابحث عن UNICEF في القائمة.'],
    ['ja', '東京大学病院の場所はどこ'],
    ['zh', '请打开 WhatsApp 并找到 UNICEF。'],
    ['es', 'Vea https://example.org/the/and/of para más información, por favor.'],
  ])('is told in spite of names and links in other scripts: %s %s', (language, text) => {
    expect(detectLanguage(text).language).toBe(language);
  });

  test.each([
    'Huomenta, nimeni on Anna ja asun Helsingissä ystäväni kanssa.',
    'Waxaan ahay macallin, waxaana ku noolahay Muqdisho.',
    'Jó reggelt, a nevem Anna, és Budapesten lakom.',
  ])('that has no profile is not told with confidence: %s', (text) => {
    expect(detectLanguage(text).confidence).toBeLessThan(0.85);
  });

  test('of a very long text is told from its beginning', () => {
    expect(detectLanguage('Le camion arrive en retard. '.repeat(100_000)).language).toBe('fr');
  });
});
