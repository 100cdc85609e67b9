import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/lib/domain/json';

const limits = { maxBytes: 64 * 1024 * 1024, maxDepth: 8 };
const codes = { tooLarge: 'mlc/invalid', invalid: 'mlc/invalid' } as const;
const parse = (text: string) => parseJson(new TextEncoder().encode(text), limits, codes);
const keys = (count: number) => Array.from({ length: count }, (_, at) => `"${at}":0`).join(',');

describe('A2: a short text that would be much in memory', () => {
  it.each([
    ['empty lists', () => `[${'[],'.repeat(2 ** 20)}0]`],
    ['empty objects', () => `[${'{},'.repeat(2 ** 20)}0]`],
    ['numbers', () => `[${'0,'.repeat(2 ** 22 + 1)}0]`],
    ['keys', () => `{${keys(2 ** 19 + 1)}}`],
  ])('is refused for its %s before it is built', (_, text) => {
    expect(() => parse(text())).toThrow(
      expect.objectContaining({ code: 'mlc/invalid', details: { where: 'too many values' } }),
    );
  });

  it('is taken where it is as much as the largest real file has', () => {
    const merges = `[${'["a","b"],'.repeat(514_906)}0]`;
    expect(parse(merges)).toHaveLength(514_907);
  });
});
