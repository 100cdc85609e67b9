import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import type { PackManifest, Shard } from '../../../src/lib/domain/pack';
import { createInspector } from '../../../src/lib/workers/inspect';
import { vet } from '../../../src/lib/workers/vet';
import { PackCache } from '../../../tools/packs/cache';
import { buildCatalogue } from '../../../tools/packs/catalogue';
import { openFile } from '../../../tools/packs/node-source';
import { tinyLlama, withMetadata } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../fixtures/gguf/write-gguf';
import {
  bytesOf,
  CONFIG,
  folderFiles,
  INDEX,
  METADATA,
  sourceOf,
  tinyFolder,
  type TinyFolder,
} from '../../fixtures/mlc/tiny-folder';
import { tinyWasm } from '../../fixtures/mlc/tiny-wasm';
import { manifestWith } from '../../fakes/small-pack';

const { signal } = new AbortController();
const DIGEST = 'f'.repeat(64) as Digest;
type Files = Record<string, Uint8Array<ArrayBuffer>>;

const opening = (files: Files) => async (shard: Shard) => sourceOf(files[shard.path]!);
const shardOf = (path: string, bytes: Uint8Array, role: Shard['role'] = 'weights'): Shard => ({
  path,
  role,
  bytes: bytes.length,
  sha256: DIGEST,
  ...(role === 'library' ? { target: 'gpu' as const } : {}),
});

async function ggufPack(
  spec: GgufSpec,
  libraries: Files = {},
): Promise<{ manifest: PackManifest; files: Files }> {
  const gguf = writeGguf(spec);
  const { manifest } = await createInspector(async () => []).gguf(
    sourceOf(gguf),
    { name: 'a', url: '', revision: '' },
    signal,
  );
  const shards = [
    shardOf('a.gguf', gguf),
    ...Object.entries(libraries).map(([path, bytes]) => shardOf(path, bytes, 'library')),
  ];
  return { manifest: { ...manifest, shards }, files: { 'a.gguf': gguf, ...libraries } };
}

const unfit = async (manifest: PackManifest, files: Files) => {
  const thrown: unknown = await vet(manifest, opening(files), signal).then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toMatchObject({ code: 'pack/unfit' });
  return (thrown as { details: Record<string, unknown> }).details;
};

describe('the packs of this site', () => {
  it('pass every check, their libraries number by number', async () => {
    const cache = new PackCache();
    const packs = await buildCatalogue(cache, 'static/libs');
    expect(packs.length).toBeGreaterThan(0);
    for (const { manifest } of packs) {
      const { checks, unknown } = await vet(
        manifest,
        async ({ path, role, sha256 }) =>
          openFile(role === 'library' ? `static/${path}` : cache.blob(sha256)),
        signal,
      );
      expect(unknown).toEqual([]);
      expect(checks.filter(({ result }) => result !== 'passed')).toEqual([]);
      expect(checks.map(({ what }) => what)).toEqual(
        expect.arrayContaining(['structure', 'facts', 'tokenizer', 'library', 'fit']),
      );
    }
  }, 60_000);
});

describe('a GGUF', () => {
  it('without a library passes, and needs no tokenizer of ours', async () => {
    const { manifest, files } = await ggufPack(
      withMetadata(tinyLlama(), 'tokenizer.ggml.pre', { text: 'tekken' }),
    );
    const { checks, unknown } = await vet(manifest, opening(files), signal);
    expect(checks.map(({ what, result }) => [what, result])).toEqual([
      ['structure', 'passed'],
      ['facts', 'passed'],
      ['template', 'passed'],
      ['tokenizer', 'unknown'],
    ]);
    expect(unknown).toEqual([]);
  });

  it('is unfit where its header is none', async () => {
    const { manifest, files } = await ggufPack(tinyLlama());
    expect(await unfit(manifest, { ...files, 'a.gguf': bytesOf('<html>') })).toMatchObject({
      what: 'structure',
      file: 'a.gguf',
      why: expect.stringContaining('gguf/not-gguf'),
    });
  });

  it.each<[string, Partial<PackManifest['model']>]>([
    ['another architecture', { architecture: 'gemma3' }],
    ['another size', { parameters: 7e9 }],
    ['more context than it has', { contextTokens: 8192 }],
    ['fewer control tokens, which a text could then write', { controlTokens: [] }],
    ['turns of its own', { chat: { system: null, user: '{content}', assistant: '', stop: [] } }],
  ])('is unfit where the manifest claims %s', async (_, claim) => {
    const { manifest, files } = await ggufPack(tinyLlama());
    const lying = { ...manifest, model: { ...manifest.model, ...claim } };
    expect(await unfit(lying, files)).toMatchObject({ what: 'facts', file: 'a.gguf' });
  });

  it('may promise less than it has', async () => {
    const { manifest, files } = await ggufPack(tinyLlama());
    const modest = { ...manifest, model: { ...manifest.model, contextTokens: 16, chat: null } };
    await expect(vet(modest, opening(files), signal)).resolves.toMatchObject({ unknown: [] });
  });

  it('is unfit with a library that asks for what nobody supplies, or is of another shape', async () => {
    const params = [{ name: 'norm.weight', shape: [65], dtype: 'float32' }];
    const metadata = JSON.stringify({ ...METADATA, model_type: 'llama', context_window_size: 16, params });
    const evil = await ggufPack(tinyLlama(), {
      'libs/a.wasm': tinyWasm({ imports: [['env', 'evil']], metadata }),
    });
    expect(await unfit(evil.manifest, evil.files)).toMatchObject({ what: 'library', file: 'libs/a.wasm' });
    const other = await ggufPack(tinyLlama(), { 'libs/a.wasm': tinyWasm({ metadata }) });
    expect(await unfit(other.manifest, other.files)).toMatchObject({ what: 'fit', file: 'libs/a.wasm' });
  });

  it('is unfit with a library of ours that was compiled for another base of the rotary positions', async () => {
    const path = 'libs/smollm2-135m-gpu.wasm.gz';
    const library = new Uint8Array(await readFile(`static/${path}`));
    const { manifest, files } = await ggufPack(tinyLlama(), { [path]: library });
    const record = JSON.parse(await readFile('static/libs/smollm2-135m-gpu.json', 'utf8')) as {
      gz: { sha256: Digest };
    };
    const shards = manifest.shards.map((shard) =>
      shard.role === 'library' ? { ...shard, sha256: record.gz.sha256 } : shard,
    );
    expect(await unfit({ ...manifest, shards }, files)).toMatchObject({ what: 'fit', file: path });
  });

  it('reports a file that cannot be read as what it is', async () => {
    const { manifest } = await ggufPack(tinyLlama());
    const gone = vet(manifest, () => Promise.reject(new DOMException('gone', 'NotFoundError')), signal);
    await expect(gone).rejects.toThrow('gone');
  });

  it('ends when it is cancelled', async () => {
    const { manifest, files } = await ggufPack(tinyLlama());
    await expect(vet(manifest, opening(files), AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('an MLC folder', () => {
  async function mlcPack(folder: TinyFolder = tinyFolder()) {
    const { manifest, roles } = await createInspector(async () => []).mlc(
      folderFiles(folder),
      undefined,
      { name: 'a', url: '', revision: '' },
      signal,
    );
    const shards = roles.map(({ path, role }) => shardOf(path, folder[path]!, role));
    return { ...manifest, shards };
  }

  it('passes with what cannot be known of a library that others compiled', async () => {
    const { checks, unknown } = await vet(await mlcPack(), opening(tinyFolder()), signal);
    expect(checks.filter(({ result }) => result !== 'passed')).toEqual([]);
    expect(checks.find(({ what }) => what === 'fit')?.details).toBe('3 / 3');
    expect(unknown).toEqual(['foreign-library']);
  });

  it.each<[string, Partial<Record<string, unknown>>, string, string]>([
    ['its index', { index: { ...INDEX, records: [] } }, 'structure', 'tensor-cache.json'],
    ['its tokenizer', { tokenizer: '{}' }, 'tokenizer', 'tokenizer.json'],
    ['its configuration', { config: { ...CONFIG, vocab_size: -1 } }, 'structure', 'mlc-chat-config.json'],
    ['its library', { metadata: 'none' }, 'library', 'lib/qwen2-webgpu.wasm'],
    [
      'what the manifest says of it',
      { config: { ...CONFIG, vocab_size: 9 } },
      'facts',
      'mlc-chat-config.json',
    ],
  ])('is unfit for %s', async (_, change, what, file) => {
    expect(await unfit(await mlcPack(), tinyFolder(change))).toMatchObject({ what, file });
  });

  it('is unfit where a file of weights is missing', async () => {
    const manifest = await mlcPack();
    const shards = manifest.shards.filter(({ path }) => path !== 'params_shard_1.bin');
    expect(await unfit({ ...manifest, shards }, tinyFolder())).toMatchObject({ what: 'structure' });
  });

  it('is no GGUF pack, whatever its layout says', async () => {
    const folder = tinyFolder();
    const shard = shardOf('params_shard_0.bin', folder['params_shard_0.bin']!);
    expect(await unfit(manifestWith([shard]), folder)).toMatchObject({ what: 'structure' });
  });
});
