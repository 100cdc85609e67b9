import { describe, expect, it } from 'vitest';
import { parseHeader } from '../../../src/lib/gguf/header';
import { planTensors } from '../../../src/lib/gguf/plan';
import { fillRope } from '../../../src/lib/gguf/rope';
import { readShard } from '../../../src/lib/gguf/shard';
import { calmModel } from '../../fixtures/gguf/calm-models';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { refusal } from '../../fixtures/gguf/refusal';
import { withTensor } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../fixtures/gguf/write-gguf';

const table = { name: 'rope', base: 10_000, divisor: 1, positions: 4, headDim: 4 };
const angle = (out: Float32Array, position: number, pair: number) => [
  out[position * 4 + pair],
  out[position * 4 + 2 + pair],
];
const turned = (radians: number) => [Math.fround(Math.cos(radians)), Math.fround(Math.sin(radians))];

describe('the table of rotations', () => {
  it('divides every angle by the linear scale, and each pair’s by its own factor as well', () => {
    const out = new Float32Array(16);
    fillRope(out, table);
    expect(angle(out, 3, 1)).toEqual(turned(3 * 0.01));
    fillRope(out, { ...table, divisor: 8 });
    expect(angle(out, 3, 0)).toEqual(turned(3 / 8));
    fillRope(out, { ...table, divisor: 8 }, Float32Array.of(1, 4));
    expect(angle(out, 3, 0)).toEqual(turned(3 / 8));
    expect(angle(out, 3, 1)).toEqual(turned((3 * 0.01) / 4 / 8));
  });

  it('is refused where a factor would make no number of it', () => {
    for (const wrong of [0, -1, NaN, Infinity])
      expect(() => fillRope(new Float32Array(16), table, Float32Array.of(1, wrong))).toThrow();
  });

  it('takes the factors from the file', async () => {
    const scaled = calmModel({ architecture: 'llama', factors: true });
    const factors = scaled.tensors.find(({ name }) => name === 'rope_freqs.weight')!;
    const read = async (spec: GgufSpec) => {
      const source = memorySource(writeGguf(spec));
      const plan = planTensors(await parseHeader(source), 8);
      const { byteOffset, nbytes } = plan.shards[0]!.parameters.at(-1)!.records[0]!;
      const shard = await readShard(plan, 0, source);
      return new Float32Array(shard.buffer, byteOffset, nbytes / 4);
    };
    const out = await read(scaled);
    const third = new Float32Array(factors.data.slice().buffer)[3]!;
    expect(out[7 * 64 + 3]).toBe(Math.fround(Math.cos((7 * 10_000 ** (-6 / 64)) / third)));
    const none = withTensor(scaled, 'rope_freqs.weight', { data: new Uint8Array(factors.data.length) });
    expect(await refusal(() => read(none))).toBe('gguf/limits rope-factor');
  });
});
