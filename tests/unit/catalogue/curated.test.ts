import { describe, expect, it } from 'vitest';
import { curatedFor, curatedModels, knowsLanguage, variantFor } from '../../../src/lib/catalogue/curated';
import { CURATED } from '../../../src/lib/catalogue/models-data';
import { LADDER, ladderOf, rungOf } from '../../../src/lib/catalogue/suggest';
import { listedModel, listedModels } from '../../../src/lib/catalogue/record';
import { candidateOf, knownWish, wishFor } from '../../../src/lib/catalogue/wish';
import { type DeviceReport, GPU_REQUIREMENTS } from '../../../src/lib/domain/device';
import { isRepo } from '../../../src/lib/packs/form/hub-address';

const model = (name: string) => curatedModels().find((each) => each.name === name)!;

describe('the whole list of web-llm', () => {
  it('has its 165 records and 99 libraries, each once', () => {
    const all = listedModels();
    expect(all).toHaveLength(165);
    expect(new Set(all.map(({ id }) => id)).size).toBe(165);
    expect(new Set(all.map(({ library }) => library)).size).toBe(99);
  });

  it('has for each a repository, memory, context and how it computes', () => {
    for (const record of listedModels()) {
      expect(isRepo(record.repo), record.id).toBe(true);
      expect(record.memoryBytes, record.id).toBeGreaterThan(2e8);
      expect([512, 1024, 2048, 4096], record.id).toContain(record.contextTokens);
      expect(record.quantisation, record.id).toMatch(/^q\df(16|32)(_1)?$/);
      expect(record.needsF16, record.id).toBe(record.quantisation.includes('f16'));
    }
  });

  it('shares weights and libraries as the original does', () => {
    expect(listedModel('Llama-3.1-8B-Instruct-q4f32_1-MLC-1k')).toEqual({
      id: 'Llama-3.1-8B-Instruct-q4f32_1-MLC-1k',
      repo: 'mlc-ai/Llama-3.1-8B-Instruct-q4f32_1-MLC',
      library:
        'https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs/main/web-llm-models/v0_2_86/base/Llama-3_1-8B-Instruct-q4f32_1_cs1k-webgpu.wasm',
      memoryBytes: 5_295_700_000,
      ...{ contextTokens: 1024, quantisation: 'q4f32_1', needsF16: false, kind: 'text' },
    });
    expect(listedModels().filter(({ kind }) => kind === 'embedding')).toHaveLength(4);
    expect(listedModels().filter(({ kind }) => kind === 'vision')).toHaveLength(2);
  });
});

describe('the curated list', () => {
  it('has a record for every row, f16 with its f32 twin of the same model', () => {
    expect(curatedModels()).toHaveLength(CURATED.length);
    for (const { name, f16, f32 } of curatedModels()) {
      expect(f16.needsF16, name).toBe(true);
      if (f32 === null) continue;
      expect(f32.needsF16, name).toBe(false);
      expect(f32.memoryBytes, name).toBeGreaterThan(f16.memoryBytes);
      expect(f32.id.replace('f32', 'f16'), name).toBe(f16.id);
    }
  });

  it('gives evidence for every claim of openness, and a licence in words', () => {
    for (const { name, openness, licence } of curatedModels()) {
      expect(openness.evidenceUrl, name).toMatch(/^https:\/\//);
      expect(
        openness.components?.map((part) => part.name),
        name,
      ).toEqual(expect.arrayContaining(['weights', 'licence', 'training-data']));
      expect(licence.conditions.length, name).toBeGreaterThan(0);
      for (const part of openness.components ?? []) expect(part.url, name).toMatch(/^https:\/\//);
      const data = openness.components?.find((part) => part.name === 'training-data')?.status;
      expect(data !== 'closed', name).toBe(openness.trainingData);
    }
  });

  it('calls only what publishes its data open source', () => {
    const open = curatedModels().filter(({ openness }) => openness.class === 'open-source');
    expect(new Set(open.map(({ family }) => family))).toEqual(new Set(['OLMo 2']));
    expect(model('Qwen2.5 3B Instruct').openness.class).toBe('restricted');
    expect(model('Qwen2.5 1.5B Instruct').openness.class).toBe('open-weight');
  });

  it('knows which languages are named, and where more are claimed than named', () => {
    expect(knowsLanguage(model('Llama 3.2 1B Instruct'), 'th')).toBe('yes');
    expect(knowsLanguage(model('Llama 3.2 1B Instruct'), 'ar')).toBe('no');
    expect(knowsLanguage(model('Llama 3.2 1B Instruct'), 'pt-BR')).toBe('yes');
    expect(knowsLanguage(model('Qwen3.5 0.8B'), 'so')).toBe('maybe');
    expect(knowsLanguage(model('OLMo 2 1B Instruct'), 'fr')).toBe('no');
    expect(knowsLanguage(model('Ministral 3 3B Instruct'), 'sw'), 'dozens, it says').toBe('maybe');
    expect(knowsLanguage(model('Qwen3 0.6B'), 'so'), 'it names all 119').toBe('no');
  });

  it('offers the twin without f16 to a GPU without it, where there is one', () => {
    expect(variantFor(model('Qwen3 0.6B'), false).quantisation).toBe('q4f32_1');
    expect(variantFor(model('Qwen3 0.6B'), true).quantisation).toBe('q4f16_1');
    expect(variantFor(model('Gemma 3 1B (instruct)'), false).needsF16).toBe(true);
  });
});

it('a record becomes a wish that carries what the catalogue knows of it', () => {
  const hub = { endpoint: 'https://hub.example', hosts: ['*.hub.example'] };
  const record = listedModel('Llama-3.2-1B-Instruct-q4f16_1-MLC')!;
  expect(wishFor(record, hub)).toMatchObject({
    ...hub,
    repo: record.repo,
    library: record.library,
    about: {
      family: 'Llama 3.2',
      licence: { mustAccept: true },
      requires: { shaderF16: true },
      contextTokens: 4096,
    },
  });
  expect(candidateOf(record)).toEqual({
    ...{ memoryBytes: 879_040_000, layout: 'mlc', requires: { shaderF16: true }, hasLibrary: true },
  });
  const large = listedModel('gemma-4-E2B-it-q4f32_1-MLC')!;
  expect(candidateOf(large).requires, 'no GPU of the least limits binds it').toEqual({
    bufferBytes: 201_326_592,
  });
  expect(wishFor(large, hub).about?.requires).toEqual({ bufferBytes: 201_326_592 });
  expect(listedModels().filter(({ bufferBytes }) => bufferBytes !== undefined)).toHaveLength(6);
  expect(curatedFor(listedModel('WizardMath-7B-V1.1-q4f16_1-MLC')!)).toBeUndefined();
});

it('a repository of the list that is typed is known too, but for a file in it', () => {
  const typed = {
    endpoint: 'https://hub.example',
    hosts: [],
    repo: 'mlc-ai/Llama-3.1-8B-Instruct-q4f16_1-MLC',
  };
  expect(knownWish(typed).about).toMatchObject({ contextTokens: 4096, family: 'Llama 3.1' });
  expect(knownWish(typed, 4_598_340_000).about, 'as it was installed').toMatchObject({ contextTokens: 1024 });
  expect(knownWish({ ...typed, revision: 'v1', library: 'https://x.example/own.wasm' })).toMatchObject({
    ...{ revision: 'v1', library: 'https://x.example/own.wasm' },
  });
  const file = { ...typed, file: 'x.gguf' };
  expect(knownWish(file)).toBe(file);
  const other = { ...typed, repo: 'maker/model' };
  expect(knownWish(other)).toBe(other);
});

describe('what is suggested for a device', () => {
  const report = (change: Partial<DeviceReport>): DeviceReport => ({
    gpu: { kind: 'none', reason: 'no-api' },
    ...{ cpu: true, cpuThreads: 4, crossOriginIsolated: true, memoryGiB: 8, mobile: false },
    storage: { opfs: true, quotaBytes: null, usedBytes: null, persisted: null },
    ...change,
  });
  const gpu = (maxStorageBufferBindingSize: number): DeviceReport['gpu'] => ({
    ...{ kind: 'gpu', name: '', shaderF16: true },
    limits: { ...GPU_REQUIREMENTS, maxStorageBufferBindingSize },
  });

  it('is in the curated list, and no more than a phone can hold on a phone', () => {
    const names = curatedModels().map(({ name }) => name);
    for (const name of Object.values(LADDER).flat()) expect(names).toContain(name);
    for (const name of LADDER.phone) expect(model(name).f16.memoryBytes, name).toBeLessThan(1.2e9);
  });

  it('depends on whether it is a phone, and on what its GPU binds at once', () => {
    expect(ladderOf(report({ mobile: true, gpu: gpu(2 ** 31) }))).toBe('phone');
    expect(ladderOf(report({ gpu: gpu(2 ** 27) }))).toBe('laptop');
    expect(ladderOf(report({ gpu: gpu(2 ** 30), memoryGiB: 4 }))).toBe('laptop');
    const strong = report({ gpu: gpu(2 ** 30) });
    expect(ladderOf(strong)).toBe('strong');
    expect(rungOf({ name: 'Qwen3 4B' }, strong)).toBe(0);
    expect(rungOf({ name: 'Qwen3 4B' }, report({}))).toBeUndefined();
  });
});
