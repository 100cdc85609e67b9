import { describe, expect, it } from 'vitest';
import { fitOf } from '../../../src/lib/gguf/fit';
import { parseHeader } from '../../../src/lib/gguf/header';
import type { LibraryFacts } from '../../../src/lib/gguf/library';
import { planTensors, recordsOf } from '../../../src/lib/gguf/plan';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { tinyGemma, tinyLlama, withMetadata, withTensor } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../fixtures/gguf/write-gguf';

const headerOf = (spec: GgufSpec) => parseHeader(memorySource(writeGguf(spec)));

/** A library compiled for exactly this model. */
async function libraryFor(spec: GgufSpec): Promise<LibraryFacts> {
  const plan = planTensors(await headerOf(spec), 512);
  const params = recordsOf(plan).map(({ name, shape, dtype }) => ({ name, shape, dtype }));
  return { ...plan.shape, contextTokens: 512, prefillChunk: 64, params };
}

const fit = async (spec: GgufSpec, library: GgufSpec = tinyLlama()) =>
  fitOf(await headerOf(spec), await libraryFor(library));

describe('fitOf', () => {
  it('counts in tensors, of which all fit where the model is the one compiled for', async () => {
    const llama = tinyLlama();
    expect(await fit(llama)).toEqual({
      fits: true,
      matched: llama.tensors.length,
      total: llama.tensors.length,
      differing: [],
    });
    expect(await fit(tinyGemma(), tinyGemma())).toMatchObject({ fits: true, differing: [] });
  });

  it('names the one tensor that has another shape, and goes on to the rest', async () => {
    expect(await fit(withTensor(tinyLlama(), 'blk.1.ffn_norm.weight', { shape: [32] }))).toEqual({
      fits: false,
      matched: 19,
      total: 20,
      differing: [{ name: 'blk.1.ffn_norm.weight', has: 'F32 [32]', wants: '[64]' }],
    });
    const two = withTensor(
      withTensor(tinyLlama(), 'blk.0.ffn_norm.weight', { shape: [32] }),
      'blk.1.attn_norm.weight',
      { shape: [8, 8] },
    );
    expect((await fit(two)).differing.map(({ name }) => name)).toEqual([
      'blk.0.ffn_norm.weight',
      'blk.1.attn_norm.weight',
    ]);
  });

  it('names a tensor that the library does not know, such as an own output head', async () => {
    const llama = tinyLlama();
    const head = {
      ...llama.tensors.find(({ name }) => name === 'token_embd.weight')!,
      name: 'output.weight',
    };
    expect(await fit({ ...llama, tensors: [...llama.tensors, head] })).toEqual({
      fits: false,
      matched: 20,
      total: 21,
      differing: [{ name: 'output.weight', has: 'Q8_0 [64, 12]', wants: '' }],
    });
  });

  it('names a tensor that is missing', async () => {
    const llama = tinyLlama();
    const tensors = llama.tensors.filter(({ name }) => name !== 'output_norm.weight');
    expect(await fit({ ...llama, tensors })).toMatchObject({
      matched: 19,
      total: 20,
      differing: [{ name: 'output_norm.weight', has: '', wants: '[64]' }],
    });
  });

  it('tells blocks of another kind by how a library holds them', async () => {
    const { matched, total, differing } = await fit(tinyLlama('Q8_0'));
    expect([matched, total]).toEqual([6, 20]);
    expect(differing[0]).toEqual({
      name: 'blk.0.attn_q.weight',
      has: 'q8g32 [64, 128]',
      wants: 'q4g32 [64, 128]',
    });
    expect(differing).toHaveLength(8);
  });

  it('tells blocks that no library holds', async () => {
    const f16 = withTensor(tinyLlama(), 'blk.0.ffn_down.weight', {
      type: 1,
      data: new Uint8Array(96 * 64 * 2),
    });
    expect(await fit(f16)).toMatchObject({
      matched: 19,
      differing: [{ name: 'blk.0.ffn_down.weight', has: 'F16 [96, 64]', wants: 'blocks of 4 to 8 bits' }],
    });
  });

  it('does not fit where a number differs that stands in no tensor', async () => {
    const base = withMetadata(tinyLlama(), 'llama.rope.freq_base', { f32: 10_000 });
    expect(await fit(base)).toEqual({
      fits: false,
      matched: 20,
      total: 20,
      differing: [{ name: 'ropeBase', has: '10000', wants: '100000' }],
    });
  });

  it('counts a library’s arrays that the model has nothing for', async () => {
    const short = withMetadata(tinyLlama(), 'llama.block_count', { u32: 1 });
    const { fits, differing } = await fit(short);
    expect(fits).toBe(false);
    expect(differing[0]).toEqual({ name: 'layers', has: '1', wants: '2' });
  });

  it('says what stands in the way where a header cannot be planned at all', async () => {
    const none = withMetadata(tinyLlama(), 'llama.embedding_length');
    expect(await fit(none)).toMatchObject({
      fits: false,
      matched: 0,
      total: 20,
      differing: [{ name: 'llama.embedding_length' }],
    });
    const layers = withMetadata(tinyLlama(), 'llama.block_count', { u32: 2 ** 31 - 1 });
    expect((await fit(layers)).fits).toBe(false);
  });
});
