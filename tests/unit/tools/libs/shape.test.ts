import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseHeader } from '../../../../src/lib/gguf/header';
import { shapeFile } from '../../../../tools/libs/shape';
import { readModel } from '../../../../tools/packs/model';
import { memorySource } from '../../../fixtures/gguf/memory-source';
import { KINDS } from '../../../fixtures/gguf/calm-kinds';
import { calmModel } from '../../../fixtures/gguf/calm-models';
import { tinyGemma, tinyLlama, tinyQwen, withMetadata, withTensor } from '../../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../../fixtures/gguf/write-gguf';
import { type ModelName, modelPath } from '../../../fixtures/models';

const header = (spec: GgufSpec) => parseHeader(memorySource(writeGguf(spec)));

describe('the shape file of a model', () => {
  it.each<[ModelName, string]>([
    ['smollm2', 'smollm2-135m'],
    ['gemma3', 'gemma3-270m'],
  ])('of %s is the shape that its shipped library was compiled for', async (name, library) => {
    const record = JSON.parse(await readFile(`static/libs/${library}-gpu.json`, 'utf8')) as Record<
      string,
      unknown
    >;
    const { model, quantisation, context, shape } = shapeFile(
      (await readModel(modelPath(name))).header,
      library,
    );
    expect(model).toBe(record.model);
    expect(quantisation).toBe(record.quantisation);
    expect(context).toBe(record.contextTokens);
    expect(shape).toMatchObject({
      architecture: record.architecture,
      layers: record.layers,
      hidden: record.hidden,
      heads: record.heads,
      kv_heads: record.kvHeads,
      head_dim: record.headDim,
      ffn: record.ffn,
      vocabulary: record.vocabulary,
      rms_epsilon: record.rmsEpsilon,
      rope_base: record.ropeBase ?? record.ropeGlobal,
      layouts: record.layouts,
    });
  });

  it('has the table of rotations of a Qwen3, and the window of a Gemma, as long as the context', async () => {
    const qwen = shapeFile(await header(tinyQwen('qwen3')), 'tiny', 256);
    expect([qwen.context, qwen.shape.positions]).toEqual([256, 256]);
    const gemma = shapeFile(await header(tinyGemma()), 'tiny', 128);
    expect([gemma.context, gemma.shape.window, gemma.shape.global_every]).toEqual([128, 128, 6]);
  });

  it('has no more context than the model', async () => {
    const short = withMetadata(tinyLlama(), 'llama.context_length', { u32: 512 });
    expect(shapeFile(await header(short), 'tiny').context).toBe(512);
  });

  it('has an output head of its own, mixed containers and scaled positions, and only where the file has them', async () => {
    const { shape } = shapeFile(await header(calmModel(KINDS.llama!)), 'tiny', 128);
    expect(shape).toMatchObject({ head_parts: 1, positions: 128 });
    expect(shape.layouts).toEqual({
      embed_tokens: 'q4g32',
      head: 'q8g16',
      qkv: [
        ['q4g32', 'q4g32', 'q8g16'],
        ['q8g32b', 'q8g32', 'q4g32'],
      ],
      out: 'q4g32',
      gate_up: ['q4g32', ['q4g32', 'q8g32']],
      down: ['q4g32', 'q8g16'],
    });
    const plain = shapeFile(await header(calmModel({ architecture: 'llama' })), 'tiny').shape;
    expect(plain).not.toHaveProperty('head_parts');
    expect(plain).not.toHaveProperty('positions');
    expect(plain.layouts).toMatchObject({ qkv: 'q4g32', down: 'q4g32' });
  });

  it('says which tensor is in the way', async () => {
    const llama = tinyLlama();
    const bias = { name: 'blk.0.attn_q.bias', shape: [64], type: 0, data: new Uint8Array(256) };
    const more = await header({ ...llama, tensors: [...llama.tensors, bias] });
    expect(() => shapeFile(more, 'tiny')).toThrow(
      /blk\.0\.attn_q\.bias: the compiler does not know this tensor\..*docs\/compile\.md/,
    );
  });

  it.each<[string, GgufSpec, RegExp]>([
    ['YaRN', withMetadata(tinyLlama(), 'llama.rope.scaling.type', { text: 'yarn' }), /scaled in another way/],
    [
      'F16',
      withTensor(tinyLlama(), 'blk.0.ffn_down.weight', { type: 1, data: new Uint8Array(12_288) }),
      /ffn_down\.weight: blocks of type F16/,
    ],
    [
      'another kind',
      withMetadata(tinyLlama(), 'general.architecture', { text: 'mamba' }),
      /architecture is mamba/,
    ],
    [
      'no norm',
      withMetadata(tinyLlama(), 'llama.attention.layer_norm_rms_epsilon'),
      /lacks llama\.attention/,
    ],
    [
      'a lie',
      withMetadata(tinyLlama(), 'llama.embedding_length', { u32: 128 }),
      /contradicts itself \(.*tensor-shape\)/,
    ],
  ])('says in words what is in the way: %s', async (_, spec, sentence) => {
    const model = await header(spec);
    expect(() => shapeFile(model, 'tiny')).toThrow(sentence);
  });

  it('says beforehand that no library helps where the tokenizer cannot be rebuilt', async () => {
    const odd = withMetadata(tinyLlama(), 'tokenizer.ggml.pre', { text: 'tekken' });
    const model = await header(odd);
    expect(() => shapeFile(model, 'tiny')).toThrow(/tokenizer \(pre-tokenizer tekken\).*CPU/);
  });

  it('refuses a name that is no file name', async () => {
    const model = await header(tinyLlama());
    expect(() => shapeFile(model, '../evil')).toThrow('no name for files');
  });
});
