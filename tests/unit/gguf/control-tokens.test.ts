import { describe, expect, it } from 'vitest';
import { controlTokens, endTokens } from '../../../src/lib/gguf/control-tokens';
import { parseHeader } from '../../../src/lib/gguf/header';
import { readVocabulary } from '../../../src/lib/gguf/vocabulary';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { tinyGemma, withMetadata } from '../../fixtures/gguf/tiny-models';
import { type Value, writeGguf } from '../../fixtures/gguf/write-gguf';

/** The listed tokens and the ends of a vocabulary given as [text, type] pairs. */
async function read(tokens: [string, number][], ids: [string, Value][] = []) {
  const { metadata } = await parseHeader(
    memorySource(
      writeGguf({
        metadata: [
          ['tokenizer.ggml.model', { text: 'gpt2' }],
          ['tokenizer.ggml.tokens', { texts: tokens.map(([text]) => text) }],
          ['tokenizer.ggml.token_type', { i32s: tokens.map(([, type]) => type) }],
          ...ids,
        ],
        tensors: [],
      }),
    ),
  );
  const vocabulary = readVocabulary(metadata);
  const control = controlTokens(metadata, vocabulary);
  return { control: [...control.keys()], ends: [...endTokens(metadata, vocabulary, control).keys()] };
}

const [NORMAL, UNKNOWN, CONTROL, USER, UNUSED, BYTE] = [1, 2, 3, 4, 5, 6];

describe('controlTokens', () => {
  it('lists control and unknown tokens, and neither normal, unused nor byte tokens', async () => {
    const { control } = await read([
      ['<a>', NORMAL],
      ['<unk>', UNKNOWN],
      ['<|x|>', CONTROL],
      ['<old>', UNUSED],
      ['<0x0A>', BYTE],
    ]);
    expect(control).toEqual(['<unk>', '<|x|>']);
  });

  it('leaves out user-defined white space and HTML tags, which mean what they say', async () => {
    const harmless = ['\n\n', '\t', '    ', '▁▁', '<table>', '</td>', '<h3>', '<strong>'];
    expect((await read(harmless.map((text) => [text, USER]))).control).toEqual([]);
  });

  it('lists every other user-defined token, since it steers the model', async () => {
    const steering = [
      '[multimodal]',
      '<start_of_image>',
      '<start_of_turn>',
      '<table >',
      '<script>',
      '<|im_end|>',
    ];
    expect((await read(steering.map((text) => [text, USER]))).control).toEqual(steering);
  });

  it('lists a token that the metadata names for a purpose, whatever its type and spelling', async () => {
    const { control, ends } = await read(
      [
        ['<s>', USER],
        ['</s>', USER],
        ['<p>', NORMAL],
      ],
      [
        ['tokenizer.ggml.bos_token_id', { u32: 0 }],
        ['tokenizer.ggml.eos_token_id', { u32: 1 }],
        ['tokenizer.ggml.padding_token_id', { u32: 2 }],
      ],
    );
    expect(control).toEqual(['<s>', '</s>', '<p>']);
    expect(ends).toEqual(['</s>']);
  });

  it('lists control tokens even when they are white space or an HTML tag', async () => {
    expect(
      (
        await read([
          ['\n', CONTROL],
          ['<s>', CONTROL],
        ])
      ).control,
    ).toEqual(['\n', '<s>']);
  });
});

describe('endTokens', () => {
  it('adds control tokens that end an answer by their spelling to those that the metadata names', async () => {
    const { ends } = await read(
      [
        ['<|endoftext|>', CONTROL],
        ['<stop>', CONTROL],
        ['<|im_end|>', CONTROL],
        ['<|im_start|>', CONTROL],
      ],
      [['tokenizer.ggml.eos_token_id', { u32: 1 }]],
    );
    expect(ends.sort()).toEqual(['<stop>', '<|endoftext|>', '<|im_end|>']);
  });

  it('does not end an answer at an HTML tag that looks like an end', async () => {
    const { ends } = await read([
      ['<eos>', CONTROL],
      ['</s>', USER],
    ]);
    expect(ends).toEqual(['<eos>']);
  });

  it('takes 2^32 - 1 for none', async () => {
    const none = withMetadata(tinyGemma(), 'tokenizer.ggml.eot_token_id', { u32: 2 ** 32 - 1 });
    const { metadata } = await parseHeader(memorySource(writeGguf(none)));
    const vocabulary = readVocabulary(metadata);
    expect([...endTokens(metadata, vocabulary, controlTokens(metadata, vocabulary)).keys()]).toEqual([
      '<eos>',
    ]);
  });
});
