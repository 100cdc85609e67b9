import { describe, expect, it } from 'vitest';
import { fitOf } from '../../../src/lib/gguf/fit';
import { parseHeader } from '../../../src/lib/gguf/header';
import type { LibraryFacts } from '../../../src/lib/gguf/library';
import { planTensors, recordsOf } from '../../../src/lib/gguf/plan';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { calmModel } from '../../fixtures/gguf/calm-models';
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
      has: 'q8g32 [64, 64]',
      wants: 'q4g32 [64, 64]',
    });
    expect(differing).toHaveLength(8);
  });

  it('names the one tensor of a stack that lies in another container, and none beside it', async () => {
    const value = { type: 8, data: new Uint8Array(34 * 2 * 32) };
    const mixed = withTensor(tinyLlama(), 'blk.0.attn_v.weight', value);
    expect(await fit(mixed)).toEqual({
      fits: false,
      matched: 19,
      total: 20,
      differing: [{ name: 'blk.0.attn_v.weight', has: 'q8g32 [64, 32]', wants: 'q4g32 [64, 32]' }],
    });
    expect(await fit(tinyLlama(), mixed)).toMatchObject({
      matched: 19,
      total: 20,
      differing: [{ name: 'blk.0.attn_v.weight', has: 'q4g32 [64, 32]', wants: 'q8g32 [64, 32]' }],
    });
    expect(await fit(mixed, mixed)).toMatchObject({ fits: true, matched: 20, total: 20 });
  });

  it('goes on where one tensor of a stack is missing', async () => {
    const llama = tinyLlama();
    const tensors = llama.tensors.filter(({ name }) => name !== 'blk.1.attn_k.weight');
    expect(await fit({ ...llama, tensors })).toMatchObject({
      matched: 19,
      total: 20,
      differing: [{ name: 'blk.1.attn_k.weight', has: '', wants: '[64, 32]' }],
    });
  });

  it('takes another scaling of rotary positions where the library has a table, and names it where it has none', async () => {
    const scaled = calmModel({ architecture: 'llama', factors: true });
    const other = calmModel({ architecture: 'llama', metadata: [['llama.rope.scaling.factor', { f32: 4 }]] });
    expect(await fit(other, scaled)).toMatchObject({ fits: true, differing: [] });
    const plain = calmModel({ architecture: 'llama' });
    expect(await fit(scaled, plain)).toMatchObject({
      fits: false,
      matched: 20,
      total: 21,
      differing: [{ name: 'rope_freqs.weight', has: 'f32 [512, 2, 32]', wants: '' }],
    });
    expect(await fit(other, plain)).toMatchObject({ fits: false, differing: [{ name: 'rope', wants: '' }] });
    expect(await fit(plain, scaled)).toMatchObject({ fits: false, differing: [{ name: 'rope', has: '' }] });
  });

  it('never calls a file fitting whose table the library cuts otherwise, though every tensor lies alike', async () => {
    const library = await libraryFor(tinyLlama());
    const halves = library.params.flatMap((param) =>
      param.name.startsWith('embed_tokens.parts.0')
        ? [0, 1].map((part) => ({
            ...param,
            name: param.name.replace('parts.0', `parts.${part}`),
            shape: [param.shape[0]!, param.shape[1]! / 2],
          }))
        : [param],
    );
    const found = fitOf(await headerOf(tinyLlama()), { ...library, params: halves });
    expect(found).toMatchObject({ fits: false, matched: 20, total: 20 });
    expect(found.differing[0]).toMatchObject({ name: 'embed_tokens.parts.0.q' });
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
