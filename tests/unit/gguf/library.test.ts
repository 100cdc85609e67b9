import { describe, expect, it } from 'vitest';
import { parseHeader } from '../../../src/lib/gguf/header';
import { compareWithLibrary, type LibraryFacts } from '../../../src/lib/gguf/library';
import { planTensors, recordsOf, type TensorPlan } from '../../../src/lib/gguf/plan';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { tinyGemma, tinyLlama, withMetadata } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../fixtures/gguf/write-gguf';

const planned = async (spec: GgufSpec) => planTensors(await parseHeader(memorySource(writeGguf(spec))), 512);

/** A library compiled for exactly this plan. */
function libraryOf(plan: TensorPlan): LibraryFacts {
  const params = recordsOf(plan).map(({ name, shape, dtype }) => ({ name, shape, dtype }));
  return { ...plan.shape, contextTokens: 512, prefillChunk: 64, params };
}

describe('compareWithLibrary', () => {
  it('fits where every array and every number is the same', async () => {
    for (const model of [tinyLlama(), tinyGemma()]) {
      const plan = await planned(model);
      const { fits, matched, total, differing } = compareWithLibrary(plan, libraryOf(plan));
      expect({ fits, differing }).toEqual({ fits: true, differing: [] });
      expect(matched).toBe(total);
      expect(total).toBe(recordsOf(plan).length);
    }
  });

  it('takes a number for the f32 that the file can hold', async () => {
    const plan = await planned(tinyLlama());
    expect(plan.shape.rmsEpsilon).not.toBe(1e-5);
    expect(compareWithLibrary(plan, { ...libraryOf(plan), rmsEpsilon: 1e-5 }).fits).toBe(true);
  });

  it('counts what fits and names what does not, when the blocks are of another type', async () => {
    const library = libraryOf(await planned(tinyLlama('Q4_1')));
    const fit = compareWithLibrary(await planned(tinyLlama('Q8_0')), library);
    expect(fit.fits).toBe(false);
    expect(fit.total).toBe(31);
    expect(fit.matched).toBe(15);
    expect(fit.differing[0]).toEqual({
      name: 'layers.0.qkv.q',
      has: 'uint32 [16, 128]',
      wants: 'uint32 [8, 128]',
    });
    expect(fit.differing).toContainEqual({ name: 'layers.0.qkv.base', has: '', wants: 'float32 [2, 128]' });
  });

  it('does not fit with another RoPE base, though all arrays do', async () => {
    const library = libraryOf(await planned(tinyLlama()));
    const other = await planned(withMetadata(tinyLlama(), 'llama.rope.freq_base', { f32: 10_000 }));
    const fit = compareWithLibrary(other, library);
    expect(fit).toMatchObject({
      fits: false,
      differing: [{ name: 'ropeBase', has: '10000', wants: '100000' }],
    });
    expect(fit.matched).toBe(fit.total);
  });

  it('does not fit a library whose context passes the sliding window', async () => {
    const plan = await planned(tinyGemma());
    const fit = compareWithLibrary(plan, { ...libraryOf(plan), contextTokens: 1024 });
    expect(fit).toMatchObject({
      fits: false,
      differing: [{ name: 'contextTokens', has: '512', wants: '1024' }],
    });
  });

  it('names arrays that the library does not know', async () => {
    const plan = await planned(tinyLlama());
    const library = libraryOf(plan);
    const fit = compareWithLibrary(plan, { ...library, params: library.params.slice(0, -1) });
    expect(fit).toMatchObject({
      fits: false,
      matched: 30,
      total: 30,
      differing: [{ name: 'norm.weight', wants: '' }],
    });
  });
});
