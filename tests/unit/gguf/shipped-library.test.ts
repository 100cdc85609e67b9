import { describe, expect, it } from 'vitest';
import { parseHeader } from '../../../src/lib/gguf/header';
import { planTensors, recordsOf } from '../../../src/lib/gguf/plan';
import { matchLibraries, shippedLibrary } from '../../../src/lib/gguf/shipped-library';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { refusal } from '../../fixtures/gguf/refusal';
import { tinyGemma, tinyLlama, withMetadata } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../fixtures/gguf/write-gguf';

const headerOf = (spec: GgufSpec) => parseHeader(memorySource(writeGguf(spec)));

async function libraryFor(id: string, spec: GgufSpec) {
  const plan = planTensors(await headerOf(spec), 64);
  const params = recordsOf(plan).map(({ name, shape, dtype }) => ({ name, shape, dtype }));
  const gz = { bytes: 10, sha256: 'a'.repeat(64) };
  return shippedLibrary(id, {
    ...plan.shape,
    contextTokens: 64,
    prefillChunk: 64,
    params,
    target: 'gpu',
    gz,
  });
}

describe('matchLibraries', () => {
  it('names the libraries of the architecture, the fitting first', async () => {
    const libraries = [
      await libraryFor('wide', tinyLlama('Q8_0')),
      await libraryFor('same', tinyLlama()),
      await libraryFor('gemma', tinyGemma()),
    ];
    const found = matchLibraries(await headerOf(tinyLlama()), libraries);
    expect(found.map(({ report }) => [report.library, report.fits])).toEqual([
      ['same', true],
      ['wide', false],
    ]);
  });

  it('offers none where the tokenizer cannot be rebuilt, so that the CPU, which can read it, takes the model', async () => {
    const odd = withMetadata(tinyLlama(), 'tokenizer.ggml.pre', { text: 'tekken' });
    const [match] = matchLibraries(await headerOf(odd), [await libraryFor('llama', tinyLlama())]);
    expect(match!.report).toMatchObject({
      fits: false,
      matched: odd.tensors.length,
      differing: [{ name: 'tokenizer', has: 'pre-tokenizer tekken', wants: '' }],
    });
  });

  it('looks at the whole tokenizer first: a library is no help where its merges turn out to be broken', async () => {
    const scores = [-9, -9, -9, -9, -9, -9, -9, -5, -5, -5, -5, -2, -2, -3];
    const tied = withMetadata(tinyGemma(), 'tokenizer.ggml.scores', { f32s: scores });
    const [match] = matchLibraries(await headerOf(tied), [await libraryFor('gemma', tinyGemma())]);
    expect(match!.report.differing).toEqual([{ name: 'tokenizer', has: 'equal-scores bc', wants: '' }]);
  });
});

it('what is no record of a library is refused', async () => {
  for (const wrong of [null, {}, { gz: { bytes: 1, sha256: 'x' }, target: 'gpu', params: [] }])
    expect(await refusal(() => shippedLibrary('odd', wrong))).toMatch('engine/no-library');
});
