import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PackId } from '../../../../src/lib/domain/pack';
import { parseCatalogue } from '../../../../src/lib/packs/trust/catalogue';
import type { Seen } from '../../../../src/lib/packs/trust/seen';
import { verifyVouch } from '../../../../src/lib/packs/trust/vouch';
import { PackCache } from '../../../../tools/packs/cache';
import { signedIndex } from '../../../../tools/packs/signed-index';
import { siteKeys, signingKey, vouchFor } from '../../../../tools/packs/signing';
import { smallPack } from '../../../fakes/small-pack';

let folder = '';
let cache: PackCache;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-signing-'));
  cache = new PackCache(join(folder, 'cache'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const { entry } = await smallPack({ mib: 0.01 });
const { entry: other } = await smallPack({ mib: 0.01, seed: 8 });
const NOW = Date.parse('2026-06-01T12:00:00Z');
const list = async (text: string) =>
  (JSON.parse(text) as { signed: { version: number; issuedAt: string; expiresAt: string } }).signed;

describe('the site’s key', () => {
  it('is made once for a cache folder, also by commands that begin at once, and is nobody else’s to read', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => signingKey(cache)));
    expect(new Set(keys.map((key) => key?.publicKey)).size).toBe(1);
    expect(await readdir(cache.signing)).toEqual(['key.pem']);
    expect((await stat(join(cache.signing, 'key.pem'))).mode & 0o077).toBe(0);
  });

  it('vouches for a pack in a way that the app takes', async () => {
    const key = (await signingKey(cache))!;
    const vouch = vouchFor(key, entry.packId);
    expect(await verifyVouch(entry.packId, vouch, [key.publicKey])).toBe(true);
    expect(await verifyVouch(other.packId, vouch, [key.publicKey]), 'another pack').toBe(false);
    expect(await verifyVouch(entry.packId, vouch, []), 'no key pinned').toBe(false);
    expect(await verifyVouch(entry.packId, undefined, [key.publicKey]), 'no vouch').toBe(false);
    expect(await verifyVouch('' as PackId, vouch, [key.publicKey])).toBe(false);
  });

  it('that is damaged is not replaced: the apps out there trust the old one', async () => {
    await signingKey(cache);
    await chmod(join(cache.signing, 'key.pem'), 0o600);
    await writeFile(join(cache.signing, 'key.pem'), 'not a key');
    await expect(signingKey(cache)).rejects.toThrow(/no Ed25519 key: put a copy of it back/);
    expect(await readFile(join(cache.signing, 'key.pem'), 'utf8')).toBe('not a key');
  });

  it('is what a build pins, unless another is named, or none', async () => {
    const own = (await signingKey(cache))!.publicKey;
    const another = 'A'.repeat(43) + '=';
    expect(await siteKeys(cache, {})).toEqual([own]);
    expect(await siteKeys(cache, { HAVERSACK_SITE_KEYS: `${another}, ${own}` })).toEqual([another, own]);
    expect(await siteKeys(cache, { HAVERSACK_SITE_KEYS: 'none' })).toEqual([]);
    await expect(siteKeys(cache, { HAVERSACK_SITE_KEYS: 'secret' })).rejects.toThrow(/no Ed25519 public key/);
  });
});

describe('a signed list', () => {
  it('is taken as vouched by the app, for as many days as it was signed for', async () => {
    const text = await signedIndex(cache, { packs: [entry] }, { days: 30, now: NOW });
    expect(await list(text)).toMatchObject({
      issuedAt: '2026-06-01T12:00:00.000Z',
      expiresAt: '2026-07-01T12:00:00.000Z',
    });
    const known = new Map<string, Seen>();
    const seen = {
      read: async (key: string) => known.get(key),
      note: async (key: string, newest: Seen) => void known.set(key, newest),
    };
    const judge = { keys: await siteKeys(cache, {}), seen, now: NOW };
    const read = await parseCatalogue(new TextEncoder().encode(text), judge);
    expect([read.trust, read.packs.map(({ packId }) => packId)]).toEqual(['vouched', [entry.packId]]);
    expect(known.size).toBe(1);
  });

  it('has a new version when another model is offered, and the same one when nothing has changed', async () => {
    const sign = async (packs: (typeof entry)[], now: number) =>
      (await list(await signedIndex(cache, { packs }, { days: 1, now }))).version;
    const first = await sign([entry], NOW);
    expect(first).toBe(NOW);
    expect(await sign([entry], NOW + 5000)).toBe(first);
    expect(await sign([entry, other], NOW + 5000), 'by the clock').toBe(first + 5000);
    expect(await sign([entry], NOW + 5000), 'twice in a moment').toBe(first + 5001);
    expect(await sign([other], NOW - 1e9), 'a clock that went back').toBe(first + 5002);
  });

  it('has another version in the same second also where the last one is not remembered', async () => {
    const sign = async (packs: (typeof entry)[], now: number) => {
      const text = await signedIndex(cache, { packs }, { days: 1, now });
      for (const name of await readdir(cache.signing))
        if (name.endsWith('.json')) await rm(join(cache.signing, name));
      return (await list(text)).version;
    };
    const first = await sign([entry], NOW);
    expect(await sign([other], NOW + 1)).toBeGreaterThan(first);
  });

  it('is never issued before the last one, also where the clock went back, which is said', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    await signedIndex(cache, { packs: [entry] }, { days: 1, now: NOW });
    const back = await list(await signedIndex(cache, { packs: [entry] }, { days: 1, now: NOW - 1e9 }));
    expect(back.issuedAt).toBe(new Date(NOW).toISOString());
    expect(told).toHaveBeenCalledWith(expect.stringContaining('If the clock is right now, delete'));
    told.mockRestore();
  });
});
