import { describe, expect, test } from 'vitest';
import { ARABIC as ar, FRENCH as fr, SPANISH as es, texts } from './entries';

const times = (words: string, pattern: RegExp) => words.match(pattern)?.length ?? 0;

describe('French typography', () => {
  test('a narrow no-break space stands before ; ? and !', () => {
    for (const [path, words] of texts(fr)) expect(words, path).not.toMatch(/[^\u202f][;?!]/);
  });

  test('a no-break space stands before a colon and inside quotation marks', () => {
    for (const [path, words] of texts(fr)) expect(words, path).not.toMatch(/[^\u00a0][:»]|«[^\u00a0]/);
  });
});

describe('Spanish typography', () => {
  test('every question and exclamation is opened as well as closed', () => {
    for (const [path, words] of texts(es)) {
      expect(times(words, /¿/g), path).toBe(times(words, /\?/g));
      expect(times(words, /¡/g), path).toBe(times(words, /!/g));
    }
  });
});

describe('Arabic typography', () => {
  test('commas, semicolons and question marks are Arabic', () => {
    for (const [path, words] of texts(ar)) expect(words, path).not.toMatch(/[,;?]/);
  });

  test('every isolate that is opened is closed', () => {
    for (const [path, words] of texts(ar))
      expect(times(words, /[\u2066\u2068]/g), path).toBe(times(words, /\u2069/g));
  });

  test('a model’s name keeps its own direction inside a sentence', () => {
    expect(ar.pack.acceptTitle('SmolLM2-135M (Q8_0)')).toContain('\u2068SmolLM2-135M (Q8_0)\u2069');
  });

  test('Latin words made of several parts are isolated', () => {
    for (const [path, words] of texts(ar)) {
      const bare = words.replace(/[\u2066\u2068][^\u2069]*\u2069/g, '');
      expect(bare, path).not.toMatch(/[A-Za-z][ +][A-Za-z\d]/);
    }
  });
});
