import { describe, expect, it } from 'vitest';
import { readTokenizer } from '../../../src/lib/mlc/tokenizer';
import { bytesOf, TOKENIZER } from '../../fixtures/mlc/tiny-folder';

const read = (change: Record<string, unknown> = {}) =>
  readTokenizer(bytesOf({ ...TOKENIZER, ...change }), 'tokenizer.json');
const problem = (change: Record<string, unknown>) => {
  try {
    read(change);
    return null;
  } catch (thrown) {
    const { code, details } = thrown as { code: string; details: Record<string, unknown> };
    return code === 'mlc/invalid' ? details.problem : thrown;
  }
};
const model = (change: Record<string, unknown>) => ({ model: { ...TOKENIZER.model, ...change } });

describe('readTokenizer', () => {
  it('says how many ids there are, and which tokens a person’s text must not be able to write', () => {
    const { vocabulary, added, control, byteFallback } = read();
    expect(vocabulary).toBe(8);
    expect(added.get('<|im_end|>')).toBe(6);
    // Two line breaks mean what they say, though they are a token of their own.
    expect(control).toEqual(['<|endoftext|>', '<|im_end|>', '<|im_start|>']);
    expect(byteFallback).toBe(false);
  });

  it('takes a token that is not special for one that steers, unless it means what it says', () => {
    const added_tokens = [
      { id: 4, content: '<image>', special: false },
      { id: 5, content: '<td>', special: false },
    ];
    expect(read({ added_tokens }).control).toEqual(['<image>']);
  });

  it('takes the lists of a Unigram model', () => {
    expect(
      read(
        model({
          type: 'Unigram',
          vocab: [
            ['a', 0],
            ['b', -1],
          ],
        }),
      ).vocabulary,
    ).toBe(8);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no model', { model: null }, 'no-model'],
    ['a kind that nobody knows', model({ type: 'Lua' }), 'tokenizer-kind'],
    ['no vocabulary', model({ vocab: {} }), 'vocabulary'],
    ['an id beyond any vocabulary', model({ vocab: { a: 2 ** 40 } }), 'token-id'],
    ['a negative id', model({ vocab: { a: -1 } }), 'token-id'],
    ['merges that are no list', model({ merges: 'a b' }), 'merges'],
    ['added tokens that are no list', { added_tokens: {} }, 'added-tokens'],
    ['an added token without an id', { added_tokens: [{ content: '<x>' }] }, 'added-tokens'],
    ['an empty added token', { added_tokens: [{ id: 1, content: '' }] }, 'added-tokens'],
    ['30,000 added tokens', { added_tokens: Array(30_000).fill(TOKENIZER.added_tokens[0]) }, 'added-tokens'],
    [
      'a catastrophic regular expression',
      { pre_tokenizer: { type: 'Split', pattern: { Regex: '(a+)+$' } } },
      'regex',
    ],
    [
      'one that hides in a normalizer',
      {
        normalizer: { type: 'Sequence', normalizers: [{ type: 'Replace', pattern: { Regex: '(?:x*)*y' } }] },
      },
      'regex',
    ],
    [
      'a hundred regular expressions',
      { decoder: { list: Array(100).fill({ Regex: 'a' }) } },
      'too-many-regexes',
    ],
    ['a tree of a million parts', { post_processor: { list: Array(1_000_000).fill(1) } }, 'too-many-parts'],
  ])('A7: refuses %s', (_, change, expected) => {
    expect(problem(change)).toBe(expected);
  });

  it('A7: refuses what is malformed, too large, or read differently by others', () => {
    const refused = (bytes: Uint8Array<ArrayBuffer>) =>
      expect(() => readTokenizer(bytes, 'tokenizer.json')).toThrow(
        expect.objectContaining({ code: 'mlc/invalid' }),
      );
    refused(bytesOf('{"model":'));
    refused(bytesOf('{"pre_tokenizer":null,"pre_tokenizer":{"Regex":"(a+)+"}}'));
    refused(new Uint8Array(64 * 1024 * 1024 + 1));
    refused(Uint8Array.of(0x22, 0xff, 0x22));
  });
});
