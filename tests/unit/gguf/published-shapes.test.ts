import { describe, expect, it } from 'vitest';
import { type ByteSource, MIB } from '../../../src/lib/domain/bytes';
import { parseHeader } from '../../../src/lib/gguf/header';
import { planTensors, recordsOf } from '../../../src/lib/gguf/plan';
import { type TensorSpec, writeGguf } from '../../fixtures/gguf/write-gguf';

type Sizes = {
  hidden: number;
  heads: number;
  kvHeads: number;
  ffn: number;
  layers: number;
  vocabulary: number;
};

const [F32, Q4_K, Q6_K] = [0, 12, 14];
const NOTHING = new Uint8Array(0);

/** A header of these sizes in Q4_K, as of a published file, and no weights behind it. No sliding window is named. */
function headerOf({ hidden, heads, kvHeads, ffn, layers, vocabulary }: Sizes): ByteSource {
  const tensors: TensorSpec[] = [];
  let offset = 0n;
  const add = (name: string, type: number, ...shape: number[]) => {
    const elements = shape.reduce((product, length) => product * length, 1);
    const bytes = type === F32 ? 4 * elements : (elements / 256) * (type === Q4_K ? 144 : 210);
    tensors.push({ name: `${name}.weight`, shape, type, data: NOTHING, offset });
    offset += BigInt(Math.ceil(bytes / 32) * 32);
  };
  const kv = (hidden / heads) * kvHeads;
  add('token_embd', Q4_K, hidden, vocabulary);
  for (let layer = 0; layer < layers; layer++) {
    const blk = (part: string) => `blk.${layer}.${part}`;
    add(blk('attn_norm'), F32, hidden);
    add(blk('attn_q'), Q4_K, hidden, hidden);
    add(blk('attn_k'), Q4_K, hidden, kv);
    add(blk('attn_v'), Q6_K, hidden, kv);
    add(blk('attn_output'), Q4_K, hidden, hidden);
    add(blk('ffn_norm'), F32, hidden);
    add(blk('ffn_gate'), Q4_K, hidden, ffn);
    add(blk('ffn_up'), Q4_K, hidden, ffn);
    add(blk('ffn_down'), Q6_K, ffn, hidden);
  }
  add('output_norm', F32, hidden);
  add('output', Q6_K, hidden, vocabulary);
  const head = writeGguf({
    tensors,
    metadata: [
      ['general.architecture', { text: 'llama' }],
      ['llama.block_count', { u32: layers }],
      ['llama.context_length', { u32: 32_768 }],
      ['llama.embedding_length', { u32: hidden }],
      ['llama.feed_forward_length', { u32: ffn }],
      ['llama.attention.head_count', { u32: heads }],
      ['llama.attention.head_count_kv', { u32: kvHeads }],
      ['llama.attention.layer_norm_rms_epsilon', { f32: 1e-5 }],
      ['llama.rope.dimension_count', { u32: hidden / heads }],
      ['llama.rope.freq_base', { f32: 10_000 }],
    ],
  });
  return {
    size: head.length + Number(offset),
    async read(at, length) {
      const bytes = new Uint8Array(length);
      bytes.set(head.subarray(at, at + length));
      return bytes;
    },
    close() {},
  };
}

describe('planTensors', () => {
  it.each<[string, Sizes]>([
    ['TinyLlama 1.1B', { hidden: 2048, heads: 32, kvHeads: 4, ffn: 5632, layers: 22, vocabulary: 32_000 }],
    ['Llama 2 7B', { hidden: 4096, heads: 32, kvHeads: 32, ffn: 11_008, layers: 32, vocabulary: 32_000 }],
    ['Mistral 7B', { hidden: 4096, heads: 32, kvHeads: 8, ffn: 14_336, layers: 32, vocabulary: 32_000 }],
    ['Mistral 7B v0.3', { hidden: 4096, heads: 32, kvHeads: 8, ffn: 14_336, layers: 32, vocabulary: 32_768 }],
  ])('takes the sizes of %s, up to the context that the file names', async (_, sizes) => {
    const plan = planTensors(await parseHeader(headerOf(sizes)), 2048);
    const { hidden, heads, ...same } = sizes;
    expect(plan.shape).toMatchObject({ ...same, hidden, heads, headDim: hidden / heads });
    expect(plan.exactContextTokens).toBe(32_768);
    // What every adapter binds.
    expect(Math.max(...recordsOf(plan).map(({ nbytes }) => nbytes))).toBeLessThanOrEqual(128 * MIB);
  });
});
