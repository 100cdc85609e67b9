import { describe, expect, it } from 'vitest';
import { parseHeader } from '../../../../src/lib/gguf/header';
import { planTensors, recordsOf } from '../../../../src/lib/gguf/plan';
import { memorySource } from '../../../fixtures/gguf/memory-source';
import { refusal } from '../../../fixtures/gguf/refusal';
import { tinyQwen, withMetadata } from '../../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../../fixtures/gguf/write-gguf';

const plan = async (spec: GgufSpec) => planTensors(await parseHeader(memorySource(writeGguf(spec))), 16);
const shapes = async (spec: GgufSpec) =>
  Object.fromEntries(recordsOf(await plan(spec)).map(({ name, shape }) => [name, shape]));

describe('Qwen2', () => {
  it('has a bias on queries, keys and values, and rows in the order of the file', async () => {
    const found = await shapes(tinyQwen('qwen2'));
    expect(found['layers.1.q_bias']).toEqual([64]);
    expect(found['layers.1.k_bias']).toEqual([32]);
    expect(found['layers.1.v_bias']).toEqual([32]);
    expect(found['layers.0.qkv.q']).toEqual([8, 128]);
    expect(found['rope']).toBeUndefined();
    const matrices = (await plan(tinyQwen('qwen2'))).shards.flatMap(({ parameters }) =>
      parameters.flatMap(({ parameter }) => (parameter.kind === 'matrix' ? parameter.parts : [])),
    );
    expect(matrices.every(({ interleavedHead }) => interleavedHead === 0)).toBe(true);
  });
});

describe('Qwen3', () => {
  it('has norms of heads, and a table of rotations as long as the library’s context', async () => {
    const found = await shapes(tinyQwen('qwen3'));
    expect(found['layers.0.q_norm']).toEqual([64]);
    expect(found['layers.1.k_norm']).toEqual([64]);
    expect(found['layers.0.q_bias']).toBeUndefined();
    expect(found['rope']).toEqual([16, 2, 32]);
  });
});

it('a Qwen with a sliding window is exact within it', async () => {
  const windowed = withMetadata(tinyQwen('qwen2'), 'qwen2.attention.sliding_window', { u32: 64 });
  expect((await plan(windowed)).exactContextTokens).toBe(64);
  const none = withMetadata(tinyQwen('qwen2'), 'qwen2.attention.sliding_window', { u32: 0 });
  expect((await plan(none)).exactContextTokens).toBe(2048);
});

it.each<[string, GgufSpec, string]>([
  [
    'the tensors of the other Qwen',
    withMetadata(tinyQwen('qwen3'), 'general.architecture', { text: 'qwen2' }),
    'gguf/unsupported',
  ],
  [
    'scaled rotations',
    withMetadata(tinyQwen('qwen2'), 'qwen2.rope.scaling.type', { text: 'yarn' }),
    'gguf/unsupported rope-scaling',
  ],
  [
    'rotations of a part of a head',
    withMetadata(tinyQwen('qwen2'), 'qwen2.rope.dimension_count', { u32: 16 }),
    'gguf/unsupported partial-rope',
  ],
  [
    'an odd head',
    withMetadata(tinyQwen('qwen3'), 'qwen3.attention.key_length', { u32: 63 }),
    'gguf/limits metadata-range',
  ],
])('a Qwen with %s is refused', async (_, spec, expected) => {
  expect(await refusal(() => plan(spec))).toBe(expected);
});
