import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FolderPackFile, LoadRequest } from '../../../src/lib/domain/engine';
import type { PackManifest, Shard } from '../../../src/lib/domain/pack';
import { createInspector } from '../../../src/lib/workers/inspect';
import { vet } from '../../../src/lib/workers/vet';
import { type Folder, mlcFolder } from '../../fixtures/mlc-folder';
import {
  asked,
  bytesAt,
  CAPITAL,
  client,
  collect,
  NEVER,
  packFile,
  prompt,
  quietly,
  say,
  sourceOf,
} from './support';

let files: Folder;
let request: LoadRequest;

/** As the packs room would hand the folder over, with what the inspector says of it. */
async function requestOf(folder: Folder): Promise<LoadRequest> {
  const blobs = new Map([...folder].map(([path, bytes]) => [path, new Blob([bytes])]));
  const { manifest, roles } = await createInspector(async () => []).mlc(
    [...blobs].map(([path, blob]) => ({ path, bytes: blob.size, open: async () => sourceOf(blob) })),
    undefined,
    { name: 'starter', url: '', revision: '' },
    NEVER,
  );
  const all: FolderPackFile[] = [];
  const shards: Shard[] = [];
  for (const { path, role, target } of roles) {
    const file = await packFile(blobs.get(path)!, `mlc-${path}`);
    all.push({ path, role, file });
    shards.push({ path, role, bytes: file.bytes, sha256: file.sha256, ...(target ? { target } : {}) });
  }
  const whole: PackManifest = { ...manifest, shards };
  const found = await vet(whole, async ({ path }) => sourceOf(blobs.get(path)!), NEVER);
  expect(found.checks.filter(({ result }) => result !== 'passed')).toEqual([]);
  return {
    manifest: whole,
    choice: { engine: 'gpu', target: 'software', reason: 'asked-for' },
    weights: all.find(({ role }) => role === 'weights')!.file,
    library: all.find(({ role }) => role === 'library')!.file,
    folder: all,
  };
}

const gpu = client();

beforeAll(async () => {
  const gguf = sourceOf(await bytesAt('/@models/smollm2'));
  const library = await bytesAt('/@libraries/smollm2-135m-software.wasm.gz');
  files = await mlcFolder(gguf, new Uint8Array(await library.arrayBuffer()));
  request = await requestOf(files);
}, 180_000);
afterAll(() => gpu.dispose());

describe('the GPU engine with an MLC folder', { timeout: 180_000 }, () => {
  it('answers as from the GGUF, its files unchanged on disk', async () => {
    const session = await gpu.load(request, quietly);
    const { text, events } = await collect(session.generate(asked(CAPITAL), NEVER));
    expect(text).toBe('The capital of France is Paris.');
    expect(events[0]).toEqual({ kind: 'start', promptTokens: 16 });
    expect(session.contextTokens).toBe(2048);
    // Two chunks: a library that is not known is kept to one unless it has passed the probe.
    const long = await collect(session.generate(asked('word '.repeat(58), { maxTokens: 1 }), NEVER));
    expect(long.events[0]).toEqual({ kind: 'start', promptTokens: 68 });
    expect(long.end?.usage.completionTokens).toBe(1);
    // What is left of that prompt serves the next; a prompt that begins otherwise empties the cache.
    const ask = () => say(session, asked(CAPITAL, { maxTokens: 4 }));
    const after = await ask();
    const again = await ask();
    await say(session, prompt('Once', { maxTokens: 1 }));
    const afresh = await ask();
    expect([after, again, afresh]).toEqual(Array(3).fill('The capital of France'));
    // Passed, and remembered: the next load of this library does without.
    expect(await (await caches.open('haversack-prefixes')).keys()).toHaveLength(1);
  });

  it('S7: refuses a shard that was damaged after it was checked, before any text', async () => {
    const folder = request.folder!.map((one) =>
      one.path === 'params_shard_2.bin'
        ? { ...one, file: { ...one.file, chunks: one.file.chunks.with(3, one.file.chunks[4]!) } }
        : one,
    );
    const other = client();
    await expect(other.load({ ...request, folder }, quietly)).rejects.toMatchObject({
      code: 'pack/corrupt',
      details: { chunk: 3 },
    });
    other.dispose();
  });

  it('A5: an index that names another host reaches no engine', async () => {
    const index = new TextDecoder().decode(files.get('tensor-cache.json'));
    const evil = new TextEncoder().encode(index.replace('params_shard_0.bin', 'https://evil.example/x.bin'));
    const file = await packFile(new Blob([evil]), 'mlc-evil-index');
    const folder = request.folder!.map((one) => (one.role === 'index' ? { ...one, file } : one));
    const other = client();
    await expect(other.load({ ...request, folder }, quietly)).rejects.toMatchObject({
      code: 'mlc/invalid',
      details: { file: 'tensor-cache.json', problem: 'data-path' },
    });
    other.dispose();
  });

  it('is refused by the CPU engine, in plain words', async () => {
    const other = client();
    const { manifest, weights } = request;
    const choice = { engine: 'cpu', reason: 'asked-for' } as const;
    await expect(other.load({ manifest, choice, weights }, quietly)).rejects.toMatchObject({
      code: 'device/needs-gpu',
    });
    other.dispose();
  });
});
