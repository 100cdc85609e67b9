import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/lib/domain/errors';
import { aboutGguf } from '../../../src/lib/gguf/about';
import { chatConfigJson } from '../../../src/lib/gguf/chat-config';
import { readFacts } from '../../../src/lib/gguf/facts';
import { fitOf } from '../../../src/lib/gguf/fit';
import { parseHeader } from '../../../src/lib/gguf/header';
import { lineageInFile } from '../../../src/lib/gguf/lineage';
import { planTensors, tensorCacheJson } from '../../../src/lib/gguf/plan';
import { readShard } from '../../../src/lib/gguf/shard';
import { tokenizerJson } from '../../../src/lib/gguf/tokenizer/tokenizer-json';
import { FUZZ_RUNS, HANG_MS } from '../../fixtures/fuzz';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { pick, seeded } from '../../fixtures/gguf/random';
import { tinyGemma, tinyLlama, withTensor } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../fixtures/gguf/write-gguf';

const MUTATIONS = FUZZ_RUNS;
const LIBRARY = {
  architecture: 'llama',
  layers: 2,
  hidden: 64,
  heads: 2,
  kvHeads: 1,
  headDim: 32,
  ffn: 96,
  vocabulary: 12,
  rmsEpsilon: 1e-5,
  contextTokens: 16,
  prefillChunk: 16,
  params: [{ name: 'norm.weight', shape: [64], dtype: 'float32' as const }],
};
/** What a 64-bit or 32-bit field is made to say. */
const NASTY = [
  0n,
  1n,
  31n,
  33n,
  0x7fff_ffffn,
  0xffff_ffffn,
  2n ** 32n,
  2n ** 53n - 1n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
];

function mutate(original: Uint8Array<ArrayBuffer>, headerBytes: number, random: () => number): Uint8Array {
  const bytes = original.slice();
  const view = new DataView(bytes.buffer);
  for (let times = 1 + pick(random, 3); times > 0; times--) {
    const at = pick(random, headerBytes - 8);
    switch (pick(random, 6)) {
      case 0:
        bytes[at]! ^= 1 << pick(random, 8);
        break;
      case 1:
        bytes[at] = pick(random, 256);
        break;
      case 2:
        view.setBigUint64(at, NASTY[pick(random, NASTY.length)]!, true);
        break;
      case 3:
        view.setUint32(at, Number(NASTY[pick(random, NASTY.length)]! & 0xffff_ffffn), true);
        break;
      case 4:
        bytes.copyWithin(at, pick(random, headerBytes), headerBytes); // a piece lost, or repeated
        break;
      default:
        return bytes.subarray(0, pick(random, bytes.length));
    }
  }
  return bytes;
}

/** With an output head of its own, factors of rotary positions, and a stack in two containers. */
function scaledLlama(): GgufSpec {
  const value = { type: 8, data: new Uint8Array(34 * 2 * 32).fill(7) };
  const llama = withTensor(tinyLlama(), 'blk.0.attn_v.weight', value);
  const head = { ...llama.tensors.find(({ name }) => name === 'token_embd.weight')!, name: 'output.weight' };
  const data = new Uint8Array(Float32Array.from({ length: 16 }, (_, index) => index + 1).buffer);
  const factors = { name: 'rope_freqs.weight', shape: [16], type: 0, data };
  return { ...llama, tensors: [...llama.tensors, head, factors] };
}

/** Everything that is done with a file, each step on its own: a tokenizer that fails must not hide a plan that hangs. */
async function outcomes(bytes: Uint8Array): Promise<string[]> {
  const source = memorySource(bytes);
  const codeOf = async (step: () => unknown) => {
    try {
      await step();
      return 'done';
    } catch (thrown) {
      if (thrown instanceof AppError) return thrown.code;
      throw thrown;
    }
  };
  let header: Awaited<ReturnType<typeof parseHeader>> | undefined;
  const parsed = await codeOf(async () => (header = await parseHeader(source)));
  if (!header) return [parsed];
  const read = header;
  return [
    parsed,
    await codeOf(() => tokenizerJson(read)),
    await codeOf(() => aboutGguf(read, readFacts(read), 'a file')),
    await codeOf(() => lineageInFile(read)),
    // Says how much fits, whatever the file holds.
    await codeOf(() => fitOf(read, LIBRARY)),
    await codeOf(() => chatConfigJson(readFacts(read), { contextTokens: 8, prefillChunk: 8 })),
    await codeOf(async () => {
      const plan = planTensors(read, 8);
      JSON.parse(tensorCacheJson(plan));
      for (let index = 0; index < plan.shards.length; index++) await readShard(plan, index, source);
    }),
  ];
}

describe('A9: damaged and hostile files', () => {
  it.each([
    ['a Llama', scaledLlama()],
    ['a Gemma', tinyGemma()],
  ])(
    'made from %s end in a parse or in a gguf/ code, each of them',
    async (_, model) => {
      const original = writeGguf(model);
      const { dataOffset } = await parseHeader(memorySource(original));
      const random = seeded(20_261_123);
      const seen = new Map<string, number>();
      for (let run = 0; run < MUTATIONS / 2; run++) {
        const began = performance.now();
        const ends = await outcomes(mutate(original, dataOffset, random));
        expect(performance.now() - began, `run ${run}`).toBeLessThan(HANG_MS);
        for (const outcome of ends) {
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        }
      }
      const codes = [...seen.keys()].filter((code) => code !== 'done');
      expect(codes.filter((code) => !code.startsWith('gguf/'))).toEqual([]);
      // The mutations reach every kind of refusal, and leave some files whole.
      expect(codes.sort()).toEqual([
        'gguf/limits',
        'gguf/not-gguf',
        'gguf/tokenizer',
        'gguf/truncated',
        'gguf/unsupported',
      ]);
      expect(seen.get('done')).toBeGreaterThan(MUTATIONS / 100);
    },
    60_000 + FUZZ_RUNS * 10,
  );
});
