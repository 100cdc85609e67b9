import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../src/lib/gguf/facts';
import { parseHeader } from '../../../src/lib/gguf/header';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { refusal } from '../../fixtures/gguf/refusal';
import { tinyGemma, tinyLlama, withMetadata } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../fixtures/gguf/write-gguf';

const facts = async (spec: GgufSpec) => readFacts(await parseHeader(memorySource(writeGguf(spec))));

describe('readFacts', () => {
  it('reads an instruct model', async () => {
    const model = tinyLlama();
    const { model: read, ...rest } = await facts(model);
    const parameters = model.tensors.reduce(
      (sum, { shape }) => sum + shape.reduce<number>((a, b) => a * Number(b), 1),
      0,
    );
    expect(read).toEqual({
      architecture: 'llama',
      parameters,
      quantisation: 'Q4_1',
      contextTokens: 2048,
      vocabulary: 12,
      chat: {
        system: '<|im_start|>system\n{content}<|im_end|>\n',
        user: '<|im_start|>user\n{content}<|im_end|>\n',
        assistant: '<|im_start|>assistant\n',
        stop: ['<|im_end|>'],
      },
      controlTokens: ['<|endoftext|>', '<|im_start|>', '<|im_end|>'],
    });
    expect(rest).toEqual({
      name: 'Tiny Llama',
      licence: 'apache-2.0',
      chatTemplate: 'recognised',
      bosText: '',
      bosId: 1,
      paddingId: null,
      stopIds: [0, 2],
      stopTexts: ['<|endoftext|>', '<|im_end|>'],
      tokenizer: 'byte-level',
    });
  });

  it('reads a base model whose prompts begin with BOS', async () => {
    const read = await facts(tinyGemma());
    expect(read).toMatchObject({
      chatTemplate: 'none',
      bosText: '<bos>',
      bosId: 2,
      stopIds: [1],
      tokenizer: 'sentence-piece',
    });
    expect(read.model.chat).toBeNull();
    expect(read.name).toBe('');
  });

  it('names the type that most bytes have where the file does not say how it was quantised', async () => {
    expect((await facts(withMetadata(tinyLlama(), 'general.file_type'))).model.quantisation).toBe('Q4_1');
    expect(
      (await facts(withMetadata(tinyLlama(), 'general.file_type', { u32: 77 }))).model.quantisation,
    ).toBe('Q4_1');
  });

  it('says of a template of no known family that it is one, and writes no turns', async () => {
    const read = await facts(
      withMetadata(tinyLlama(), 'tokenizer.chat_template', { text: '{{ messages }}' }),
    );
    expect(read.chatTemplate).toBe('unrecognised');
    expect(read.model.chat).toBeNull();
  });

  it('takes BOS for wanted in a SentencePiece model that says nothing, and for unwanted in others', async () => {
    const flag = 'tokenizer.ggml.add_bos_token';
    expect((await facts(withMetadata(tinyGemma(), flag))).bosText).toBe('<bos>');
    expect((await facts(withMetadata(tinyLlama(), flag))).bosText).toBe('');
    expect((await facts(withMetadata(tinyLlama(), flag, { bool: 1 }))).bosText).toBe('<|im_start|>');
  });

  it('works for architectures that we have no library for', async () => {
    const other = withMetadata(tinyLlama(), 'general.architecture', { text: 'qwen2' });
    const read = await facts(withMetadata(other, 'qwen2.context_length', { u32: 4096 }));
    expect(read.model).toMatchObject({ architecture: 'qwen2', contextTokens: 4096 });
  });

  it.each<[string, GgufSpec, string]>([
    [
      'without a tokenizer',
      withMetadata(tinyLlama(), 'tokenizer.ggml.tokens'),
      'gguf/tokenizer no-tokenizer',
    ],
    [
      'with an end beyond its vocabulary',
      withMetadata(tinyLlama(), 'tokenizer.ggml.eos_token_id', { u32: 12 }),
      'gguf/tokenizer token-id',
    ],
    ['without a context length', withMetadata(tinyLlama(), 'llama.context_length'), 'gguf/unsupported'],
  ])('a model %s', async (_, spec, expected) => {
    expect(await refusal(() => facts(spec))).toBe(expected);
  });

  it('refuses a model that never ends', async () => {
    const plain = withMetadata(tinyGemma(), 'tokenizer.ggml.token_type', { i32s: Array(14).fill(1) });
    expect(await refusal(() => facts(withMetadata(plain, 'tokenizer.ggml.eos_token_id')))).toBe(
      'gguf/tokenizer no-end-token',
    );
  });
});
