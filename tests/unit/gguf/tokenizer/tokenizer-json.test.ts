import { describe, expect, it } from 'vitest';
import { parseHeader } from '../../../../src/lib/gguf/header';
import { tokenizerJson } from '../../../../src/lib/gguf/tokenizer/tokenizer-json';
import { problemOf } from '../../../../src/lib/mlc/regex';
import { memorySource } from '../../../fixtures/gguf/memory-source';
import { refusal } from '../../../fixtures/gguf/refusal';
import { tinyGemma, tinyLlama, withMetadata } from '../../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../../fixtures/gguf/write-gguf';
import { QWEN_REGEX } from '../../../fixtures/mlc/tiny-folder';

const build = async (spec: GgufSpec) => {
  const bytes = tokenizerJson(await parseHeader(memorySource(writeGguf(spec))));
  return JSON.parse(new TextDecoder().decode(bytes));
};

/** A SentencePiece vocabulary of these tokens and nothing else. */
function sentencePiece(tokens: (string | Uint8Array)[], scores: number[], types?: number[]): GgufSpec {
  const metadata: GgufSpec['metadata'] = [
    ['tokenizer.ggml.model', { text: 'llama' }],
    ['tokenizer.ggml.tokens', { texts: tokens }],
    ['tokenizer.ggml.token_type', { i32s: types ?? tokens.map(() => 1) }],
    ['tokenizer.ggml.scores', { f32s: scores }],
    ['tokenizer.ggml.add_bos_token', { bool: 0 }],
    ['tokenizer.ggml.add_space_prefix', { bool: 0 }],
  ];
  return { metadata, tensors: [] };
}

describe('tokenizerJson of a byte-level BPE', () => {
  it.each([
    ['qwen2', 'NFC', QWEN_REGEX, undefined],
    ['llama-bpe', undefined, QWEN_REGEX.replace('\\p{N}| ', '\\p{N}{1,3}| '), true],
  ])('cuts text as the publishers of %s do', async (pre, normalizer, regex, ignoreMerges) => {
    const json = await build(withMetadata(tinyLlama(), 'tokenizer.ggml.pre', { text: pre }));
    expect(json.normalizer?.type).toBe(normalizer);
    expect(json.pre_tokenizer.pretokenizers[0]).toMatchObject({ type: 'Split', pattern: { Regex: regex } });
    expect(json.pre_tokenizer.pretokenizers[1]).toMatchObject({ type: 'ByteLevel', use_regex: false });
    expect(json.model.ignore_merges).toBe(ignoreMerges);
    // What we write ourselves passes what we ask of others.
    expect(problemOf(regex)).toBeNull();
  });

  it('keeps vocabulary, merges and control tokens as the file lists them', async () => {
    const json = await build(tinyLlama());
    expect(json.model.vocab).toEqual({
      '<|endoftext|>': 0,
      '<|im_start|>': 1,
      '<|im_end|>': 2,
      a: 3,
      b: 4,
      c: 5,
      '"': 6,
      '\\': 7,
      Ġ: 8,
      ab: 9,
      abc: 10,
      Ġa: 11,
    });
    expect(json.model.merges).toEqual([
      ['a', 'b'],
      ['ab', 'c'],
      ['Ġ', 'a'],
    ]);
    expect(
      json.added_tokens.map(({ id, content, special }: Record<string, unknown>) => [id, content, special]),
    ).toEqual([
      [0, '<|endoftext|>', true],
      [1, '<|im_start|>', true],
      [2, '<|im_end|>', true],
    ]);
    expect(json.pre_tokenizer.pretokenizers.map(({ type }: { type: string }) => type)).toEqual([
      'Digits',
      'ByteLevel',
    ]);
    expect(json.post_processor).toBeNull();
  });

  const model = tinyLlama();
  it.each<[string, GgufSpec, string]>([
    [
      'a pre-tokenizer that we do not know',
      withMetadata(model, 'tokenizer.ggml.pre', { text: 'tekken' }),
      'gguf/tokenizer pre-tokenizer',
    ],
    ['no pre-tokenizer', withMetadata(model, 'tokenizer.ggml.pre'), 'gguf/tokenizer pre-tokenizer'],
    ['no merges', withMetadata(model, 'tokenizer.ggml.merges'), 'gguf/tokenizer no-merges'],
    [
      'a merge of unknown tokens',
      withMetadata(model, 'tokenizer.ggml.merges', { texts: ['a z'] }),
      'gguf/tokenizer merge',
    ],
    [
      'a merge into an unknown token',
      withMetadata(model, 'tokenizer.ggml.merges', { texts: ['b a'] }),
      'gguf/tokenizer merge',
    ],
    [
      'a merge without a space',
      withMetadata(model, 'tokenizer.ggml.merges', { texts: ['ab'] }),
      'gguf/tokenizer merge',
    ],
    [
      'a merge of nothing',
      withMetadata(model, 'tokenizer.ggml.merges', { texts: [' a'] }),
      'gguf/tokenizer merge',
    ],
    ['an empty merge', withMetadata(model, 'tokenizer.ggml.merges', { texts: [''] }), 'gguf/tokenizer merge'],
    ['no tokenizer', withMetadata(model, 'tokenizer.ggml.model'), 'gguf/tokenizer no-tokenizer'],
    [
      'another kind of tokenizer',
      withMetadata(model, 'tokenizer.ggml.model', { text: 't5' }),
      'gguf/tokenizer model',
    ],
    [
      'types for other tokens',
      withMetadata(model, 'tokenizer.ggml.token_type', { i32s: [1, 1] }),
      'gguf/tokenizer token-types',
    ],
    [
      'more rows than tokens',
      withMetadata(
        withMetadata(model, 'tokenizer.ggml.tokens', { texts: ['a'] }),
        'tokenizer.ggml.token_type',
        { i32s: [1] },
      ),
      'gguf/tokenizer vocabulary-size',
    ],
  ])('is refused with %s', async (_, spec, expected) => {
    expect(await refusal(() => build(spec))).toBe(expected);
  });
});

describe('tokenizerJson of a SentencePiece BPE', { timeout: 30_000 }, () => {
  it('derives the merges: tokens by falling score, cuts by the ids of their halves, normal tokens only', async () => {
    const json = await build(tinyGemma());
    expect(json.model.merges).toEqual([
      ['b', 'c'],
      ['a', 'b'],
      ['a', 'bc'],
      ['ab', 'c'],
    ]);
    expect(json.model).toMatchObject({ unk_token: '<unk>', byte_fallback: true, fuse_unk: true });
    expect(json.normalizer).toEqual({ type: 'Replace', pattern: { String: ' ' }, content: '▁' });
    expect(json.post_processor.special_tokens).toEqual({
      '<bos>': { id: '<bos>', ids: [2], tokens: ['<bos>'] },
    });
  });

  it.each([
    ['where the file says so', { bool: 1 }],
    ['where it says nothing, as the older ones of the Llama-2 family', undefined],
  ])('puts a space before the text and after each added token %s', async (_, flag) => {
    const json = await build(withMetadata(tinyGemma(), 'tokenizer.ggml.add_space_prefix', flag));
    expect(json.normalizer).toEqual({
      type: 'Sequence',
      normalizers: [
        { type: 'Prepend', prepend: '▁' },
        { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      ],
    });
    // Pieces of an answer are decoded one by one: no space is taken away.
    expect(json.decoder.decoders.map(({ type }: { type: string }) => type)).toEqual([
      'Replace',
      'ByteFallback',
      'Fuse',
    ]);
    // Llama.cpp cuts out the unknown token's spelling too.
    expect(json.added_tokens.find(({ id }: { id: number }) => id === 3)).toMatchObject({
      content: '<unk>',
      special: true,
    });
  });

  it('lists control and user-defined tokens as added, only the first as special', async () => {
    const { added_tokens } = await build(tinyGemma());
    expect(added_tokens.map(({ content, special }: Record<string, unknown>) => [content, special])).toEqual([
      ['<pad>', true],
      ['<eos>', true],
      ['<bos>', true],
      ['\n\n', false],
      ['<h1>', false],
      ['<x>', false],
    ]);
  });

  it('takes tokens by score, whatever the order of the vocabulary', async () => {
    const { model } = await build(sentencePiece(['cb', 'ab', 'a', 'b', 'c'], [-2, -1, 0, -7, -7]));
    expect(model.merges).toEqual([
      ['a', 'b'],
      ['c', 'b'],
    ]);
  });

  it('cuts between characters, never inside of one', async () => {
    const { model } = await build(sentencePiece(['é', '漢', 'é漢', '漢é漢'], [0, -1, -2, -3]));
    expect(model.merges).toEqual([
      ['é', '漢'],
      ['漢', 'é漢'],
    ]);
  });

  it('escapes what JSON wants escaped and nothing else', async () => {
    const odd = ['"', '\\', '\n', '\u0000', '\u001f', '\u007f', '\u2028', '</script>', '🏳️‍🌈'];
    const spec = sentencePiece(
      odd,
      odd.map((_, id) => -id),
    );
    expect(Object.keys((await build(spec)).model.vocab)).toEqual(odd);
  });

  it('keeps __proto__ a token like any other', async () => {
    const { model } = await build(sentencePiece(['a', '__proto__'], [0, -1]));
    expect(Object.entries(model.vocab)).toContainEqual(['__proto__', 1]);
  });

  const long = (count: number, length: number) =>
    Array.from({ length: count }, (_, index) => `${'x'.repeat(length)}${index}`);

  it.each<[string, GgufSpec, string]>([
    ['a token twice', sentencePiece(['a', 'a'], [0, 0]), 'gguf/tokenizer duplicate-token'],
    ['scores for other tokens', sentencePiece(['a', 'b'], [0]), 'gguf/tokenizer scores'],
    ['a score that is no number', sentencePiece(['a', 'b'], [0, NaN]), 'gguf/tokenizer scores'],
    ['a token that is no UTF-8', sentencePiece([Uint8Array.of(0xff), 'a'], [0, 0]), 'gguf/limits utf-8'],
    [
      'half a character in each of two tokens',
      sentencePiece([Uint8Array.of(0xc3), Uint8Array.of(0xa9)], [0, 0]),
      'gguf/limits utf-8',
    ],
    ['an added token of nothing', sentencePiece(['', 'a'], [0, 0], [4, 1]), 'gguf/tokenizer empty-token'],
    [
      'two tokens of one score, of which llama.cpp takes what stands first in a text',
      sentencePiece(['cb', 'ab', 'a', 'b', 'c'], [-1, -1, 0, -7, -7]),
      'gguf/tokenizer equal-scores',
    ],
    [
      'a space before the text and a name for which llama.cpp takes spaces away',
      withMetadata(
        withMetadata(tinyGemma(), 'tokenizer.ggml.add_space_prefix', { bool: 1 }),
        'general.name',
        { text: 'My Phi-3 in Llama’s clothes' },
      ),
      'gguf/tokenizer strips-spaces',
    ],
    [
      'a BOS beyond the vocabulary',
      withMetadata(tinyGemma(), 'tokenizer.ggml.bos_token_id', { u32: 14 }),
      'gguf/tokenizer token-id',
    ],
    [
      'BOS wanted and none named',
      withMetadata(tinyGemma(), 'tokenizer.ggml.bos_token_id'),
      'gguf/tokenizer token-id',
    ],
    [
      'more text than any vocabulary has',
      sentencePiece(
        long(200, 100_000),
        long(200, 1).map(() => 0),
      ),
      'gguf/limits vocabularyBytes',
    ],
  ])('is refused with %s', async (_, spec, expected) => {
    expect(await refusal(() => build(spec))).toBe(expected);
  });

  it('refuses long tokens that can all be cut everywhere', async () => {
    // a, aa, aaa, …: n tokens give n^2 / 2 merges, each as long as its token.
    const spec = (count: number) => {
      const tokens = Array.from({ length: count }, (_, index) => 'a'.repeat(index + 1));
      return sentencePiece(
        tokens,
        tokens.map((_, id) => -id),
      );
    };
    expect(await refusal(() => build(spec(2300)))).toBe('gguf/limits lookUpWork');
    expect((await build(spec(16))).model.merges).toHaveLength(120);
  });
});
