import { describe, expect, it } from 'vitest';
import { packIdOf } from '../../../src/lib/packs/form/canonical';
import { checkManifest } from '../../../src/lib/packs/form/manifest';
import type { PackManifest } from '../../../src/lib/domain/pack';
import { createInspector } from '../../../src/lib/workers/inspect';
import { libraryFiles } from '../../../tools/packs/libraries';
import { fileSource } from '../../fixtures/gguf/file-source';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { tinyGemma, tinyLlama, withMetadata } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../fixtures/gguf/write-gguf';
import { folderFiles, tinyFolder } from '../../fixtures/mlc/tiny-folder';
import { modelDigest, modelPath } from '../../fixtures/models';

const { signal } = new AbortController();
const shipped = await libraryFiles('static/libs');
const inspector = createInspector(async () => shipped);
const FOUND = {
  name: 'somebody/A-Tune-GGUF',
  url: 'https://hub.example/somebody/A-Tune-GGUF',
  revision: 'a'.repeat(40),
};
const inspect = (spec: GgufSpec, found = FOUND) =>
  inspector.gguf(memorySource(writeGguf(spec)), found, signal);

describe('a GGUF', () => {
  it('becomes a manifest that the packs room takes, with the libraries that fit', async () => {
    const { manifest, libraries, fits, chatTemplate } = await inspectStarter();
    expect(chatTemplate).toBe('recognised');
    expect(fits.every((report) => report.fits)).toBe(true);
    expect(libraries.map(({ path, role, target, chunks }) => [path, role, target, chunks?.length])).toEqual([
      ['libs/smollm2-135m-gpu.wasm.gz', 'library', 'gpu', 1],
      ['libs/smollm2-135m-software.wasm.gz', 'library', 'software', 1],
    ]);
    const weights = {
      path: 'a.gguf',
      role: 'weights' as const,
      bytes: 98_362_432,
      sha256: modelDigest('smollm2'),
    };
    const whole: PackManifest = { ...manifest, shards: [weights, ...libraries] };
    expect(checkManifest(structuredClone(whole))).toEqual(whole);
    expect(await packIdOf(whole)).toMatch(/^[0-9a-f]{64}$/);
    expect(manifest.licence.spdx).toBe('Apache-2.0');
    expect(manifest.lineage.upstream).toEqual({ name: FOUND.name, url: FOUND.url, revision: FOUND.revision });
    expect(manifest.lineage.steps.map(({ kind }) => kind)).toEqual(['quantise', 'compile', 'compile']);
  });

  async function inspectStarter() {
    const source = await fileSource(modelPath('smollm2'));
    try {
      const found = await inspector.gguf(source, FOUND, signal);
      expect(source.bytesRead, 'the header and no weights').toBeLessThan(4 * 1024 * 1024);
      return { ...found, chatTemplate: found.manifest.model.chat ? 'recognised' : 'none' };
    } finally {
      source.close();
    }
  }

  it('says what is unknown: a name from the file’s, no licence, no languages', async () => {
    const bare = withMetadata(withMetadata(tinyLlama(), 'general.name'), 'general.license');
    const { manifest, unknown } = await inspect(bare);
    expect(manifest.name).toBe('A-Tune-GGUF');
    expect(manifest.licence).toMatchObject({ spdx: 'LicenseRef-unknown', mustAccept: true });
    expect(unknown).toEqual(['who-made-it', 'training-data', 'quality', 'licence', 'languages']);
  });

  it('says of each shipped library for its architecture how much fits, the nearest first', async () => {
    const { fits, libraries } = await inspect(tinyGemma());
    expect(libraries).toEqual([]);
    expect(fits.map(({ library, fits: fit }) => [library, fit])).toEqual([
      ['gemma3-270m-gpu', false],
      ['gemma3-270m-software', false],
    ]);
    expect(fits[0]!.differing.map(({ name }) => name)).toContain('layers');
  });

  it('names no library for an architecture that none is shipped for', async () => {
    const { fits } = await inspect(
      withMetadata(tinyLlama(), 'general.architecture', { text: 'mamba' }),
    ).catch((thrown: { code: string }) => ({ fits: thrown.code }));
    // Its own numbers are under `mamba.`, and this file has none.
    expect(fits).toBe('gguf/unsupported');
  });

  it('tells from the file what it was tuned from, and who quantised it', async () => {
    let spec: GgufSpec = tinyLlama();
    spec = withMetadata(spec, 'general.base_model.count', { u32: 1 });
    spec = withMetadata(spec, 'general.base_model.0.name', { text: 'Base' });
    spec = withMetadata(spec, 'general.base_model.0.organization', { text: 'Maker\u0007' });
    spec = withMetadata(spec, 'general.quantized_by', { text: 'Somebody' });
    const { manifest } = await inspect(spec);
    expect(manifest.lineage.steps.map(({ kind, tool, inputs }) => [kind, tool, inputs])).toEqual([
      ['fine-tune', 'not recorded', ['Maker\uFFFD/Base']],
      ['quantise', 'Somebody', []],
    ]);
  });
});

describe('an MLC folder', () => {
  it('becomes a manifest of several files of weights, with what its library needs', async () => {
    const { manifest, roles, unknown } = await inspector.mlc(
      folderFiles(tinyFolder()),
      undefined,
      FOUND,
      signal,
    );
    expect(manifest).toMatchObject({ name: 'A-Tune-GGUF', layout: 'mlc', requires: { shaderF16: true } });
    expect(roles.find(({ role }) => role === 'library')).toMatchObject({ target: 'gpu' });
    expect(roles.filter(({ role }) => role === 'weights')).toHaveLength(2);
    expect(unknown).toContain('foreign-library');
    const shards = roles.map((file, index) => ({
      ...file,
      bytes: 10 + index,
      sha256: modelDigest('smollm2').replace(/^./, index.toString(16)),
    }));
    const whole = { ...manifest, shards };
    expect(checkManifest(structuredClone(whole))).toEqual(whole);
  });

  it('takes a library that lies elsewhere', async () => {
    const { 'lib/qwen2-webgpu.wasm': wasm, ...rest } = tinyFolder();
    const [library] = folderFiles({ 'libs/elsewhere.wasm': wasm! });
    const { roles } = await inspector.mlc(folderFiles(rest), library, FOUND, signal);
    expect(roles).toContainEqual({ path: 'libs/elsewhere.wasm', role: 'library', target: 'gpu' });
  });
});
