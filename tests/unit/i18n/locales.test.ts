import { describe, expect, test } from 'vitest';
import { ENGLISH, LOCALES, SAMPLES, TRANSLATIONS, entries, text, texts } from './entries';

/** Words that are the same in both languages, each looked at by a person. */
const SAME_AS_ENGLISH: Record<string, string[]> = {
  fr: [
    'app.name',
    'pack.speed',
    'pack.licence',
    'engine.gpu',
    'engine.cpu',
    'flags.date',
    'units.minutes',
    'libraryTables.openness.open-source',
  ],
  es: ['app.name', 'app.labelled', 'pack.speed', 'engine.gpu', 'engine.cpu', 'about.no'],
  ar: ['app.name', 'engine.gpu', 'engine.cpu'],
};

describe.each(Object.entries(LOCALES))('The words in %s', (_tag, messages) => {
  test('are never empty and never padded with spaces', () => {
    const wrong = texts(messages).filter(([, words]) => words.trim() === '' || words.trim() !== words);
    expect(wrong).toEqual([]);
  });

  test('show every value that they are given', () => {
    for (const [path, entry] of entries(messages)) {
      if (typeof entry === 'string') continue;
      for (const sample of SAMPLES.slice(0, Math.max(1, entry.length)))
        expect(text(entry), path).toContain(String(sample));
    }
  });

  test('leave no hole and no programmer’s word on screen', () => {
    for (const [path, words] of texts(messages)) {
      if (!path.startsWith('errors.')) expect(words, path).not.toMatch(/[{}]/);
      expect(words, path).not.toMatch(/undefined|null|NaN|\[object|\\u/);
    }
  });

  test('use typographic quotation marks, apostrophes and ellipses', () => {
    for (const [path, words] of texts(messages)) expect(words, path).not.toMatch(/['"`]|\.\.\./);
  });
});

describe.each(TRANSLATIONS)('The translation into %s', (tag, messages) => {
  const english = entries(ENGLISH);
  const translated = entries(messages);

  test('has the keys of English, in the same order', () => {
    expect([...translated.keys()]).toEqual([...english.keys()]);
  });

  test('takes as many values as English does', () => {
    for (const [path, entry] of english) {
      const other = translated.get(path);
      expect(typeof other, path).toBe(typeof entry);
      if (typeof entry === 'function') expect(other?.length, path).toBe(entry.length);
    }
  });

  test('repeats English only where the word is the same in both', () => {
    const same = [...english].filter(([path, entry]) => text(entry) === text(translated.get(path) ?? ''));
    expect(same.map(([path]) => path)).toEqual(SAME_AS_ENGLISH[tag]);
  });
});
