import { describe, expect, test } from 'vitest';
import { baseLanguage, likelyScript, plainTag } from '../../../src/lib/domain/language';

describe('a language tag', () => {
  test.each([
    ['en', 'en', 'en', 'Latn'],
    ['pt-BR', 'pt-BR', 'pt', 'Latn'],
    ['zh-Hant', 'zh-Hant', 'zh', 'Hant'],
    ['zh', 'zh', 'zh', 'Hans'],
    ['es_419', 'es-419', 'es', 'Latn'],
    ['en-US-u-ca-buddhist', 'en-US', 'en', 'Latn'],
    ['rhg', 'rhg', 'rhg', 'Rohg'],
  ])('%s is read down to its region', (tag, plain, base, script) => {
    expect(plainTag(tag)).toBe(plain);
    expect(baseLanguage(tag)).toBe(base);
    expect(likelyScript(tag)).toBe(script);
  });

  test.each(['', 'x-private', 'not a tag', '12', 'e', '<script>', 'en\nfr'])(
    'that is none is told apart: %j',
    (tag) => {
      expect(plainTag(tag)).toBeUndefined();
      expect(baseLanguage(tag)).toBe(tag);
      expect(likelyScript(tag)).toBe('');
    },
  );
});
