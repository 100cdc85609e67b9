import { describe, expect, it } from 'vitest';
import { MIB } from '../../../src/lib/domain/bytes';
import { parseHeader } from '../../../src/lib/gguf/header';
import { planTensors, recordsOf, tensorCacheJson } from '../../../src/lib/gguf/plan';
import { TensorSet } from '../../../src/lib/gguf/tensor-set';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { refusal } from '../../fixtures/gguf/refusal';
import { calmModel, type Kind } from '../../fixtures/gguf/calm-models';
import { tinyGemma, tinyLlama, withMetadata, withTensor } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, type Value, writeGguf } from '../../fixtures/gguf/write-gguf';

const plan = async (spec: GgufSpec, contextTokens = 16) =>
  planTensors(await parseHeader(memorySource(writeGguf(spec))), contextTokens);

describe('planTensors', () => {
  it('names and shapes the parameters of a Llama as its library does', async () => {
    const records = recordsOf(await plan(tinyLlama()));
    const shapes = Object.fromEntries(records.map(({ name, dtype, shape }) => [name, [dtype, ...shape]]));
    expect(Object.keys(shapes).slice(0, 15)).toEqual([
      'embed_tokens.parts.0.q',
      'embed_tokens.parts.0.scale',
      'layers.0.attn_norm.weight',
      'layers.0.qkv.q',
      'layers.0.qkv.scale',
      'layers.0.qkv.base',
      'layers.0.out.q',
      'layers.0.out.scale',
      'layers.0.out.base',
      'layers.0.ffn_norm.weight',
      'layers.0.gate_up.q',
      'layers.0.gate_up.scale',
      'layers.0.gate_up.base',
      'layers.0.down.q',
      'layers.0.down.scale',
    ]);
    expect(records.at(-1)?.name).toBe('norm.weight');
    expect(shapes['embed_tokens.parts.0.q']).toEqual(['uint32', 16, 12]);
    expect(shapes['embed_tokens.parts.0.scale']).toEqual(['float32', 2, 12]);
    expect(shapes['layers.0.qkv.q']).toEqual(['uint32', 8, 128]);
    expect(shapes['layers.0.qkv.base']).toEqual(['float32', 2, 128]);
    expect(shapes['layers.1.gate_up.q']).toEqual(['uint32', 8, 192]);
  });

  it('gives each matrix of a Gemma the container of its block type', async () => {
    const records = recordsOf(await plan(tinyGemma()));
    const shapes = Object.fromEntries(records.map(({ name, shape }) => [name, shape]));
    expect(shapes['layers.0.qkv.q']).toEqual([64, 256]); // Q5_0 and Q8_0, both 8 bits
    expect(shapes['layers.0.out.base']).toEqual([4, 256]); // Q4_0
    expect(shapes['layers.0.gate_up.base']).toEqual([8, 512]); // Q4_K
    expect(shapes['layers.0.down.scale']).toEqual([16, 256]); // Q6_K: a scale per 16
    expect(shapes['layers.0.down.base']).toBeUndefined();
    expect(shapes['rope_local']).toEqual([16, 2, 32]);
  });

  it('makes a parameter of each run of tensors in one container, where a stack mixes them', async () => {
    const value = { type: 8, data: new Uint8Array(34 * 2 * 32) };
    const mixed = withTensor(tinyLlama(), 'blk.0.attn_v.weight', value);
    const shapes = Object.fromEntries(recordsOf(await plan(mixed)).map(({ name, shape }) => [name, shape]));
    expect(shapes['layers.0.qkv.q']).toBeUndefined();
    expect(shapes['layers.0.qkv.parts.0.q']).toEqual([8, 96]);
    expect(shapes['layers.0.qkv.parts.0.base']).toEqual([2, 96]);
    expect(shapes['layers.0.qkv.parts.1.q']).toEqual([16, 32]);
    expect(shapes['layers.1.qkv.q']).toEqual([8, 128]);
  });

  it('has an output head of its own after the last norm, where the file has one', async () => {
    const names = recordsOf(await plan(calmModel({ architecture: 'llama', head: 'Q6_K' }))).map(
      ({ name }) => name,
    );
    expect(names.slice(-3)).toEqual(['norm.weight', 'head.parts.0.q', 'head.parts.0.scale']);
  });

  it('has a table of rotations for a Llama only where its angles are scaled', async () => {
    const last = async (kind: Partial<Kind>) =>
      recordsOf(await plan(calmModel({ architecture: 'llama', ...kind }))).at(-1)!;
    const scaling = (...entries: [string, Value][]) => ({
      metadata: entries.map(([key, value]): [string, Value] => [`llama.rope.${key}`, value]),
    });
    const table = { name: 'rope', shape: [16, 2, 32] };
    expect(await last({ factors: true })).toMatchObject(table);
    expect(
      await last(scaling(['scaling.type', { text: 'linear' }], ['scaling.factor', { f32: 4 }])),
    ).toMatchObject(table);
    expect(await last(scaling(['scale_linear', { f32: 2 }]))).toMatchObject(table);
    const none = scaling(['scaling.type', { text: 'none' }], ['scaling.factor', { f32: 4 }]);
    for (const kind of [{}, none, scaling(['scaling.factor', { f32: 0 }])])
      expect((await last(kind)).name).toBe('norm.weight');
  });

  it('takes llama.cpp’s numbers for those that a file leaves out', async () => {
    expect((await plan(withMetadata(tinyLlama(), 'llama.rope.freq_base'))).shape.ropeBase).toBe(10_000);
    // As many key heads as heads: the tensors of this file have fewer.
    const asMany = withMetadata(tinyLlama(), 'llama.attention.head_count_kv');
    expect(await refusal(() => plan(asMany))).toBe('gguf/limits tensor-shape');
  });

  it('cuts a table in more parts where the fewest would not be equal, and refuses one that needs too many', async () => {
    const header = await parseHeader(memorySource(writeGguf(tinyLlama())));
    const partsFor = (rows: number) => {
      const table = { ...header.tensors.get('token_embd.weight')!, shape: [64, rows] };
      const set = new TensorSet({ ...header, tensors: new Map([['token_embd.weight', table]]) });
      return set.table('table', 'token_embd.weight', 64, rows).length;
    };
    const fits = (128 * MIB) / 64;
    expect([fits, fits + 1, 2 * fits + 2].map(partsFor)).toEqual([1, 3, 3]);
    expect(await refusal(() => partsFor(8 * fits + 8))).toBe('gguf/unsupported table-not-divisible');
  });

  it('lays records end to end, each as long as its shape says', async () => {
    for (const model of [tinyLlama(), tinyGemma()]) {
      const { shards, bytes } = await plan(model);
      for (const shard of shards) {
        let end = 0;
        for (const record of shard.parameters.flatMap((planned) => planned.records)) {
          expect(record.byteOffset).toBe(end);
          expect(record.nbytes).toBe(4 * record.shape.reduce((product, length) => product * length, 1));
          end += record.nbytes;
        }
        expect(shard.bytes).toBe(end);
      }
      expect(bytes).toBe(shards.reduce((sum, shard) => sum + shard.bytes, 0));
    }
  });

  it('starts a new shard before one would pass 32 MiB, and never parts the arrays of a parameter', async () => {
    // Position tables are the one part whose size the caller sets: 2 x 16 MiB of them.
    const { shards } = await plan(tinyGemma(), (16 * MIB) / 4 / 64);
    expect(shards.map((shard) => shard.parameters.at(-1)?.parameter.name)).toEqual([
      'rope_local',
      'rope_global',
    ]);
    expect(shards.map((shard) => shard.dataPath)).toEqual(['params_shard_0.bin', 'params_shard_1.bin']);
  });

  it("writes web-llm's index with relative names and ranges inside of each shard", async () => {
    const planned = await plan(tinyGemma());
    const index = JSON.parse(tensorCacheJson(planned));
    expect(index.metadata.ParamSize).toBe(recordsOf(planned).length);
    expect(index.metadata.ParamBytes).toBe(planned.bytes);
    expect(index.records).toHaveLength(1);
    expect(index.records[0]).toMatchObject({
      dataPath: 'params_shard_0.bin',
      format: 'raw-shard',
      nbytes: planned.bytes,
    });
    expect(index.records[0].records[0]).toEqual({
      name: 'embed_tokens.parts.0.q',
      shape: [64, 14],
      dtype: 'uint32',
      format: 'raw',
      nbytes: 4 * 64 * 14,
      byteOffset: 0,
    });
  });

  it('says at how many tokens plain attention is exact: the sliding window, else the context', async () => {
    expect((await plan(tinyGemma())).exactContextTokens).toBe(512);
    expect((await plan(tinyLlama())).exactContextTokens).toBe(2048);
  });
});

describe('a model that no library of ours can hold is refused with the tensor or the reason', () => {
  const llama = tinyLlama();
  const gemma = tinyGemma();
  const extra = { name: 'blk.0.attn_q.bias', shape: [64], type: 0, data: new Uint8Array(256) };
  const cut = (name: string): GgufSpec => ({
    ...llama,
    tensors: llama.tensors.filter((tensor) => tensor.name !== name),
  });

  it.each<[string, GgufSpec, string]>([
    [
      'another architecture',
      withMetadata(llama, 'general.architecture', { text: 'mamba' }),
      'gguf/unsupported',
    ],
    ['no architecture', withMetadata(llama, 'general.architecture'), 'gguf/unsupported'],
    ['a tensor is missing', cut('blk.1.ffn_up.weight'), 'gguf/unsupported'],
    [
      'a tensor that we would leave out',
      { ...llama, tensors: [...llama.tensors, extra] },
      'gguf/unsupported unknown-tensor',
    ],
    [
      'more layers than tensors',
      withMetadata(llama, 'llama.block_count', { u32: 2 ** 31 - 1 }),
      'gguf/unsupported',
    ],
    [
      'fewer layers than tensors',
      withMetadata(llama, 'llama.block_count', { u32: 1 }),
      'gguf/unsupported unknown-tensor',
    ],
    ['no layers', withMetadata(llama, 'llama.block_count', { u32: 0 }), 'gguf/limits metadata-range'],
    [
      'a width that is not the tensors',
      withMetadata(llama, 'llama.embedding_length', { u32: 128 }),
      'gguf/limits tensor-shape',
    ],
    [
      'heads that do not divide the width',
      withMetadata(llama, 'llama.attention.head_count', { u32: 3 }),
      'gguf/limits metadata-range',
    ],
    [
      'a negative count',
      withMetadata(llama, 'llama.attention.head_count_kv', { i32: -1 }),
      'gguf/limits metadata-range',
    ],
    [
      'a fraction as a count',
      withMetadata(llama, 'llama.feed_forward_length', { f32: 1.5 }),
      'gguf/limits metadata-range',
    ],
    [
      'RoPE that is scaled',
      withMetadata(llama, 'llama.rope.scaling.type', { text: 'yarn' }),
      'gguf/unsupported rope-scaling',
    ],
    [
      'RoPE on a part of each head',
      withMetadata(llama, 'llama.rope.dimension_count', { u32: 16 }),
      'gguf/unsupported partial-rope',
    ],
    [
      'heads that are larger than a kernel takes',
      withMetadata(gemma, 'gemma3.attention.key_length', { u32: 2 ** 30 }),
      'gguf/unsupported head-size',
    ],
    [
      'heads of a negative size',
      withMetadata(llama, 'llama.attention.key_length', { i32: -32 }),
      'gguf/limits metadata-range',
    ],
    [
      'values of another size than keys',
      withMetadata(llama, 'llama.attention.value_length', { u32: 16 }),
      'gguf/unsupported value-size',
    ],
    [
      'RoPE that also changes the strength of attention',
      withMetadata(llama, 'llama.rope.scaling.attn_factor', { f32: 1.2 }),
      'gguf/unsupported rope-scaling',
    ],
    [
      'RoPE that is scaled by less than nothing',
      withMetadata(gemma, 'gemma3.rope.scaling.factor', { f32: -8 }),
      'gguf/limits metadata-range',
    ],
    [
      'the one Gemma 3 whose attention has a scale of its own',
      withMetadata(gemma, 'gemma3.block_count', { u32: 62 }),
      'gguf/unsupported attention-scale',
    ],
    [
      'RoPE factors for another head',
      { ...llama, tensors: [...llama.tensors, { ...extra, name: 'rope_freqs.weight' }] },
      'gguf/limits tensor-shape',
    ],
    [
      'matrices in F32',
      withTensor(llama, 'blk.0.ffn_down.weight', { type: 0, data: new Uint8Array(96 * 64 * 4) }),
      'gguf/unsupported',
    ],
    [
      'norms in F16',
      withTensor(llama, 'output_norm.weight', { type: 1, data: new Uint8Array(128) }),
      'gguf/unsupported',
    ],
  ])('%s', async (_, spec, expected) => {
    expect(await refusal(() => plan(spec))).toBe(expected);
  });
});
