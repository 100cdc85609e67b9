import { describe, expect, it } from 'vitest';
import type { Container } from '../../../src/lib/gguf/blocks/container';
import { parseHeader } from '../../../src/lib/gguf/header';
import type { Parameter } from '../../../src/lib/gguf/parameter';
import { planTensors, type TensorPlan } from '../../../src/lib/gguf/plan';
import { readShard } from '../../../src/lib/gguf/shard';
import { dequantise } from '../../fixtures/gguf/ggml-reference';
import { matrixValues } from '../../fixtures/gguf/matrix-values';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { TINY_LLAMA, tinyGemma, tinyLlama, type TinyModel } from '../../fixtures/gguf/tiny-models';
import { writeGguf } from '../../fixtures/gguf/write-gguf';

type Repacked = { plan: TensorPlan; shard: Uint8Array<ArrayBuffer>; rows: (name: string) => Float32Array[] };

async function repack(model: TinyModel, into?: Uint8Array<ArrayBuffer>): Promise<Repacked> {
  const source = memorySource(writeGguf(model));
  const plan = planTensors(await parseHeader(source), 8);
  const shard = await readShard(plan, 0, source, into);
  const rows = (name: string) => {
    const planned = plan.shards[0]!.parameters.find(({ parameter }) => parameter.name === name)!;
    const [q, scale, base] = planned.records.map(({ byteOffset, nbytes }) =>
      shard.slice(byteOffset, byteOffset + nbytes),
    );
    const { container, n, k } = planned.parameter as Extract<Parameter, { kind: 'matrix' }>;
    return valuesOf(container, q!, scale!, base, n, k);
  };
  return { plan, shard, rows };
}

function valuesOf(
  container: Container,
  q: Uint8Array<ArrayBuffer>,
  scale: Uint8Array<ArrayBuffer>,
  base: Uint8Array<ArrayBuffer> | undefined,
  n: number,
  k: number,
): Float32Array[] {
  const matrix = {
    q: new Uint32Array(q.buffer),
    scale: new Float32Array(scale.buffer),
    base: new Float32Array(base?.buffer ?? new ArrayBuffer(0)),
    n,
  };
  return matrixValues(container, matrix, k).map((row) => row.map((value) => value + 0));
}

/** The rows of a tensor as ggml decodes them. */
function rowsOf(model: TinyModel, tensor: string): Float32Array[] {
  const { type, data } = model.values.get(tensor)!;
  const k = Number(model.tensors.find(({ name }) => name === tensor)!.shape[0]);
  const values = dequantise(type, data).map((value) => value + 0);
  return Array.from({ length: values.length / k }, (_, row) => values.slice(row * k, (row + 1) * k));
}

describe('readShard', { timeout: 30_000 }, () => {
  it('puts the rotary halves of a Llama head one after the other, in queries and keys only', async () => {
    const model = tinyLlama();
    const { rows } = await repack(model);
    const { headDim, heads, kvHeads } = TINY_LLAMA;
    const apart = (tensor: string, count: number) => {
      const from = rowsOf(model, tensor);
      return Array.from({ length: count * headDim }, (_, row) => {
        const [head, r] = [Math.floor(row / headDim), row % headDim];
        return from[head * headDim + (r < headDim / 2 ? 2 * r : 2 * (r - headDim / 2) + 1)];
      });
    };
    expect(rows('layers.1.qkv')).toEqual([
      ...apart('blk.1.attn_q.weight', heads),
      ...apart('blk.1.attn_k.weight', kvHeads),
      ...rowsOf(model, 'blk.1.attn_v.weight'),
    ]);
  });

  it('stacks gate and up, and keeps everything else in its order', async () => {
    const model = tinyLlama('Q4_0');
    const { rows } = await repack(model);
    const name = (part: string) => `blk.0.${part}.weight`;
    expect(rows('layers.0.gate_up')).toEqual([
      ...rowsOf(model, name('ffn_gate')),
      ...rowsOf(model, name('ffn_up')),
    ]);
    expect(rows('layers.0.down')).toEqual(rowsOf(model, name('ffn_down')));
    expect(rows('embed_tokens.parts.0')).toEqual(rowsOf(model, 'token_embd.weight'));
  });

  it('keeps the row order of Gemma and stacks Q5_0 with Q8_0', async () => {
    const model = tinyGemma();
    const { rows } = await repack(model);
    const stacked = ['attn_q', 'attn_k', 'attn_v'].flatMap((part) => rowsOf(model, `blk.0.${part}.weight`));
    expect(rows('layers.0.qkv')).toEqual(stacked);
    expect(rows('layers.0.down')).toEqual(rowsOf(model, 'blk.0.ffn_down.weight'));
  });

  it('copies vectors and computes the position tables', async () => {
    const model = tinyGemma();
    const { plan, shard } = await repack(model);
    const array = (name: string) => {
      const records = plan.shards[0]!.parameters.flatMap((planned) => planned.records);
      const { byteOffset, nbytes } = records.find((record) => record.name === name)!;
      return new Float32Array(shard.buffer, byteOffset, nbytes / 4);
    };
    const norm = model.values.get('blk.0.attn_q_norm.weight')!.data;
    expect(array('layers.0.q_norm')).toEqual(new Float32Array(norm.buffer));
    const table = array('rope_global');
    for (const [position, j] of [
      [0, 0],
      [7, 0],
      [3, 31],
    ] as const) {
      const angle = position * 1e6 ** ((-2 * j) / 64);
      expect(table[position * 64 + j]).toBe(Math.fround(Math.cos(angle)));
      expect(table[position * 64 + 32 + j]).toBe(Math.fround(Math.sin(angle)));
    }
  });

  it('fills the array that it is given, and takes a new one where that is too short', async () => {
    const fresh = (await repack(tinyLlama())).shard;
    const spare = new Uint8Array(fresh.length + 100).fill(0xaa);
    const { shard } = await repack(tinyLlama(), spare);
    expect(shard.buffer).toBe(spare.buffer);
    expect(shard).toEqual(fresh);
    expect((await repack(tinyLlama(), new Uint8Array(4))).shard).toEqual(fresh);
  });

  it('reads each byte of the weights once, forward, in pieces of at most a MiB', async () => {
    const bytes = writeGguf(tinyGemma());
    const source = memorySource(bytes);
    const header = await parseHeader(source);
    source.reads.length = 0;
    await readShard(planTensors(header, 8), 0, source);
    expect(Math.max(...source.reads.map((read) => read.length))).toBeLessThanOrEqual(2 ** 20);
    const offsets = source.reads.map((read) => read.offset);
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
    const read = source.reads.reduce((sum, { length }) => sum + length, 0);
    const held = [...header.tensors.values()].reduce((sum, tensor) => sum + tensor.bytes, 0);
    expect(read).toBe(held);
  });

  it('passes on what the source throws', async () => {
    const source = memorySource(writeGguf(tinyLlama()));
    const plan = planTensors(await parseHeader(source), 8);
    const broken = { ...source, read: async () => Promise.reject(new Error('unplugged')) };
    await expect(readShard(plan, 0, broken)).rejects.toThrow('unplugged');
  });
});
