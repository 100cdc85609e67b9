import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packBytes, type PackManifest } from '../../../../src/lib/domain/pack';
import { parseCatalogue } from '../../../../src/lib/packs/trust/catalogue';
import { PackCache } from '../../../../tools/packs/cache';
import { blobDigests, sha256 } from '../../../../tools/packs/digests';
import { PackSite, type SitePack } from '../../../../tools/packs/site';
import { siteKeys } from '../../../../tools/packs/signing';
import { GEMMA3, SMOLLM2 } from '../../../../tools/packs/starters';
import { modelBytes, modelDigest, modelPath } from '../../../fixtures/models';

let folder = '';
let cache: PackCache;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-catalogue-'));
  cache = new PackCache(join(folder, 'cache'));
  await cache.prepare();
  const held = new PackCache();
  // The digests of a quarter of a gigabyte, once and not for every test.
  for (const name of ['smollm2', 'gemma3'] as const) await blobDigests(held, modelDigest(name));
  await cp(held.chunks, cache.chunks, { recursive: true });
  for (const { sha256 } of [...SMOLLM2.files, ...GEMMA3.files])
    await symlink(held.blob(sha256), cache.blob(sha256));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const offered = (): Promise<SitePack[]> => new PackSite(cache, join(folder, 'libs')).packs();
const named = (packs: SitePack[], family: string): PackManifest =>
  packs.find(({ manifest }) => manifest.family === family)!.manifest;

describe('the catalogue of starter packs', { timeout: 60_000 }, () => {
  it('is read without a refusal by the code that reads it in the browser', async () => {
    const index = await new PackSite(cache, join(folder, 'libs')).index();
    const seen = { read: async () => undefined, note: async () => {} };
    const keys = await siteKeys(cache, {});
    const read = await parseCatalogue(new TextEncoder().encode(index), { keys, seen, now: Date.now() });
    expect([read.refused, read.trust]).toEqual([[], 'vouched']);
    expect(read.packs.map(({ manifest }) => manifest.family).sort()).toEqual(['Gemma 3', 'SmolLM2']);
  });

  it('names each pack by the digest of its canonical manifest, the same at every start', async () => {
    const first = await offered();
    for (const { packId, canonical } of first) expect(sha256(canonical)).toBe(packId);
    expect((await offered()).map(({ packId }) => packId)).toEqual(first.map(({ packId }) => packId));
  });

  it('describes the weights by the digests of the publisher and of every MiB', async () => {
    expect(modelPath('gemma3')).toContain(modelDigest('gemma3'));
    const weights = named(await offered(), 'Gemma 3').shards.find(({ role }) => role === 'weights')!;
    expect([weights.sha256, weights.bytes]).toEqual([modelDigest('gemma3'), modelBytes('gemma3')]);
    expect(weights.chunks).toHaveLength(Math.ceil(modelBytes('gemma3') / 2 ** 20));
  });

  it('sends the terms and the notice with Gemma, and asks for acceptance', async () => {
    const gemma = named(await offered(), 'Gemma 3');
    const licences = gemma.shards.filter(({ role }) => role === 'licence').map(({ path }) => path);
    expect(licences.sort()).toEqual([
      'licence/GEMMA_TERMS.txt',
      'licence/NOTICE.package.md',
      'licence/NOTICE.txt',
    ]);
    expect(gemma.licence.mustAccept).toBe(true);
    expect(gemma.warnings).toContain('not-for-facts');
  });

  it('writes the notice again where a full disk had left it empty', async () => {
    const notice = named(await offered(), 'Gemma 3').shards.find(({ path }) => path.endsWith('NOTICE.txt'))!;
    await writeFile(cache.blob(notice.sha256), '');
    expect(named(await offered(), 'Gemma 3').shards).toContainEqual(notice);
  });

  it('claims no more than was measured: a gist into English from Spanish and French, and nothing good', async () => {
    const { translation } = named(await offered(), 'Gemma 3');
    const gist = translation.filter(({ grade }) => grade === 'gist').map(({ from, to }) => `${from}>${to}`);
    expect(gist.sort()).toEqual(['es>en', 'fr>en']);
    expect(translation.every(({ grade }) => grade === 'gist' || grade === 'poor')).toBe(true);
    expect(named(await offered(), 'SmolLM2').translation.every(({ grade }) => grade === 'poor')).toBe(true);
  });

  it('says in the lineage that a digest does not prove who made the bytes', async () => {
    for (const { manifest } of await offered()) {
      const notes = manifest.lineage.steps.map(({ note }) => note).join(' ');
      expect(notes).toContain('it does not prove who made them');
    }
  });

  it('weighs no more on the disk than its weights by one in a hundred', async () => {
    for (const name of ['smollm2', 'gemma3'] as const) {
      const pack = (await offered()).find(({ manifest }) =>
        manifest.shards.some(({ sha256 }) => sha256 === modelDigest(name)),
      )!;
      expect(packBytes(pack.manifest) / modelBytes(name)).toBeLessThan(1.01);
    }
  });

  it('leaves out a pack whose weights or terms are not there, and one whose weights changed', async () => {
    await rm(cache.blob(GEMMA3.files[0]!.sha256));
    await rm(cache.blob(modelDigest('smollm2')));
    await writeFile(cache.blob(modelDigest('smollm2')), 'not a model');
    expect(await offered()).toEqual([]);
  });

  it('offers nothing, and does not fail, where there is no cache at all', async () => {
    const site = new PackSite(new PackCache(join(folder, 'nowhere')), join(folder, 'libs'));
    expect(await site.packs()).toEqual([]);
    expect(await site.blob(modelDigest('smollm2'))).toBeNull();
  });

  it.each(['not json', '{}', 'null', '{"files":[{"role":"weights","sha256":"../.."}],"about":{"name":"x"}}'])(
    'leaves out an added pack whose record reads %j, and offers the others',
    async (record) => {
      vi.spyOn(console, 'error').mockImplementation(() => undefined);
      await writeFile(join(cache.added, 'broken.json'), record);
      expect(await offered()).toHaveLength(2);
    },
  );

  it('leaves out a library whose file is not what its record says', async () => {
    const libs = join(folder, 'libs');
    await mkdir(libs);
    const facts = { architecture: 'llama', params: [], contextTokens: 2048, prefillChunk: 128 };
    const gz = { bytes: 5, sha256: sha256('right') };
    await writeFile(join(libs, 'probe.json'), JSON.stringify({ ...facts, target: 'gpu', gz }));
    await writeFile(join(libs, 'probe.wasm.gz'), 'wrong');
    const shards = named(await offered(), 'SmolLM2').shards;
    expect(shards.filter(({ role }) => role === 'library')).toEqual([]);
  });
});
