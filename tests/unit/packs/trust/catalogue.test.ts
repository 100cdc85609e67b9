import { describe, expect, it } from 'vitest';
import { appError } from '../../../../src/lib/domain/errors';
import type { CatalogueEntry } from '../../../../src/lib/domain/pack';
import { parseCatalogue, type ListJudge } from '../../../../src/lib/packs/trust/catalogue';
import type { Seen } from '../../../../src/lib/packs/trust/seen';
import { envelope, indexText, listing, OTHER, SITE, vouched, vouchOf } from '../../../fakes/signed-site';
import { smallPack } from '../../../fakes/small-pack';

const encode = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const { entry } = await smallPack({ mib: 0.1 });
const { entry: other } = await smallPack({ mib: 0.1, seed: 8 });
const unvouched: CatalogueEntry = { packId: entry.packId, manifest: entry.manifest };
const DAY_MS = 24 * 3600 * 1000;

/** A device that trusts this site's key. */
function device(change: Partial<ListJudge> = {}): ListJudge & { known: Map<string, Seen> } {
  const known = new Map<string, Seen>();
  const seen = {
    read: async (key: string) => known.get(key),
    note: async (key: string, list: Seen) => void known.set(key, list),
  };
  return { keys: [SITE.key], now: Date.now(), seen, known, ...change };
}

const read = (value: unknown, judge: ListJudge = device()) => parseCatalogue(encode(value), judge);

describe('a site’s list', () => {
  it('gives its packs, each vouched for, and its mirrors', async () => {
    const mirrors = ['https://mirror.example/packs'];
    const list = listing([entry], { mirrors });
    expect(await read(await envelope(list))).toEqual({
      packs: [entry],
      mirrors,
      refused: [],
      trust: 'vouched',
      signed: { issuedAt: list.issuedAt, expiresAt: list.expiresAt },
    });
  });

  it('of a later format is told as such', async () => {
    await expect(read({ format: 3, packs: [] })).rejects.toMatchObject({ code: 'pack/newer-format' });
  });

  it('hides no pack because of one of a later format', async () => {
    const later = { packId: 'a'.repeat(64), manifest: { ...entry.manifest, format: 2 } };
    const { packs, refused } = await read(await envelope(listing([later, entry])));
    expect(packs).toHaveLength(1);
    expect(refused).toMatchObject([{ code: 'pack/newer-format' }]);
  });

  it('A2: offers a pack once that is listed twice: lists on screen are keyed by its id', async () => {
    const { packs, refused } = await read(await envelope(listing([entry, entry])));
    expect(packs).toEqual([entry]);
    expect(refused).toMatchObject([
      { code: 'pack/manifest-invalid', details: { where: 'catalogue.packs[1]' } },
    ]);
  });

  it('A2: that is too large is refused unread', async () => {
    await expect(parseCatalogue(new Uint8Array(17 * 1024 * 1024), device())).rejects.toMatchObject({
      code: 'pack/manifest-too-large',
    });
  });
});

describe('a build that pins no key', () => {
  const open = () => device({ keys: [] });

  it.each([
    ['not signed', async () => ({ format: 1, packs: [entry] })],
    ['signed by anybody', async () => envelope(listing([entry]), OTHER)],
  ])('takes a list that is %s as first seen, never as vouched', async (_, list) => {
    const judge = open();
    expect(await read(await list(), judge)).toEqual({
      packs: [unvouched],
      mirrors: [],
      refused: [],
      trust: 'first-seen',
    });
    expect(judge.known.size, 'nothing is noted').toBe(0);
  });
});

describe('A1: who signed', () => {
  const expectSignature = (value: unknown) =>
    expect(read(value)).rejects.toMatchObject({ code: 'pack/signature' });

  it('a list stripped of its signature is refused', () => expectSignature({ format: 1, packs: [entry] }));

  it('a list of another key is refused', async () =>
    expectSignature(await envelope(listing([entry]), OTHER)));

  it('a list signed by another key in the name of ours is refused', async () =>
    expectSignature({ ...(await envelope(listing([entry]), OTHER)), key: SITE.key }));

  it('a list edited by one byte, anywhere, is refused', async () => {
    const text = await indexText([entry], { mirrors: ['https://mirror.example/packs'] });
    const edits = ['mirror.example', entry.manifest.name, entry.packId, 'issuedAt":"2', 'version":1'];
    for (const edit of edits) {
      const at = text.indexOf(edit) + edit.length - 1;
      const to = text[at] === '1' ? '2' : text[at] === '2' ? '1' : text[at] === 'a' ? 'b' : 'a';
      await expectSignature(text.slice(0, at) + to + text.slice(at + 1));
    }
  });

  it('a list may be laid out in any way, and is the same list: what counts is what it says', async () => {
    const list = listing([unvouched], { version: 1000 });
    const good = await envelope(list);
    const { packs, ...rest } = list;
    const other = JSON.stringify({ ...good, signed: { packs, ...rest } }, null, 3).replace(
      '"version": 1000',
      '"\\u0076ersion": 1e3',
    );
    expect(other).toContain('1e3');
    expect((await read(other)).packs).toEqual([unvouched]);
  });

  it('a list with a key twice, with __proto__, or with letters in another normal form is refused', async () => {
    const named = { ...unvouched, manifest: { ...unvouched.manifest, name: 'Mod\u00E8le' } };
    const text = JSON.stringify(await envelope(listing([named], { version: 7 })));
    await expect(read(text.replace('"version":7', '"version":8,"version":7'))).rejects.toMatchObject({
      code: 'pack/manifest-invalid',
    });
    await expect(
      read(text.replace('"version":7', '"__proto__":{"version":8},"version":7')),
    ).rejects.toMatchObject({
      code: 'pack/manifest-invalid',
    });
    await expectSignature(text.replace('Mod\u00E8le', 'Mode\u0300le'));
    await expectSignature(text.replace('"version":7', '"version":7.5'));
  });

  it('a malformed signature is refused, and never a crash', async () => {
    const good = await envelope(listing([entry]));
    const bit = good.signature.startsWith('A') ? 'B' : 'A';
    for (const signature of ['', 'x', '='.repeat(88), good.signature.slice(4), bit + good.signature.slice(1)])
      await expectSignature({ ...good, signature });
    for (const signature of [7, null, 'A'.repeat(101)])
      await expect(read({ ...good, signature })).rejects.toMatchObject({ code: 'pack/manifest-invalid' });
  });

  it('a signature of one thing is none of another', async () => {
    const list = listing([entry]);
    // The site's word for a pack, offered as its word for a list.
    await expectSignature({ ...(await envelope(list)), signature: entry.vouch?.signature });
  });

  it('a member that nobody reads cannot be smuggled in beside what is signed', async () => {
    await expect(read({ ...(await envelope(listing([entry]))), packs: [other] })).rejects.toMatchObject({
      code: 'pack/manifest-invalid',
    });
  });

  it('a browser that knows no Ed25519 takes the list as first seen, and says why', async () => {
    const { subtle } = crypto;
    const importKey = subtle.importKey.bind(subtle);
    const value = encode(await envelope(listing([entry])));
    Object.defineProperty(subtle, 'importKey', {
      configurable: true,
      value: () => Promise.reject(new DOMException('Ed25519', 'NotSupportedError')),
    });
    try {
      const judge = device();
      expect(await parseCatalogue(value, judge)).toMatchObject({
        packs: [unvouched],
        trust: 'first-seen',
        unchecked: { code: 'device/no-signatures' },
      });
      expect(judge.known.size).toBe(0);
    } finally {
      Object.defineProperty(subtle, 'importKey', { configurable: true, value: importKey });
    }
  });
});

describe('A1: rollback', () => {
  it('an older list than one seen is refused, and the newer one stays the measure', async () => {
    const here = device();
    await read(await envelope(listing([entry, other], { version: 8 })), here);
    await expect(read(await envelope(listing([entry], { version: 7 })), here)).rejects.toMatchObject({
      code: 'pack/rollback',
      details: { version: 7, seen: 8 },
    });
    expect(here.known.get(SITE.key)?.version).toBe(8);
  });

  it('another list under a version that was seen is refused; the same list signed again is not', async () => {
    const here = device();
    await read(await envelope(listing([entry], { version: 8 })), here);
    await expect(read(await envelope(listing([other], { version: 8 })), here)).rejects.toMatchObject({
      code: 'pack/rollback',
    });
    const again = listing([entry], { version: 8, issuedAt: new Date(Date.now() + 1000).toISOString() });
    expect((await read(await envelope(again), here)).packs).toEqual([entry]);
  });

  it('a forged list with a huge version is not noted, so it cannot lock the real ones out', async () => {
    const here = device();
    const huge = await envelope(listing([], { version: Number.MAX_SAFE_INTEGER }), OTHER);
    await expect(read({ ...huge, key: SITE.key }, here)).rejects.toMatchObject({ code: 'pack/signature' });
    expect((await read(await envelope(listing([entry])), here)).packs).toHaveLength(1);
  });

  it('a list of the old key is refused once one of the new key was seen, and taken before', async () => {
    const now = Date.parse('2026-06-01T12:00:00Z');
    const at = (ms: number) => ({
      issuedAt: new Date(ms).toISOString(),
      expiresAt: new Date(now + DAY_MS).toISOString(),
    });
    const here = device({ keys: [SITE.key, OTHER.key], now });
    const old = await envelope(listing([unvouched], { version: 900, ...at(now - 2 * DAY_MS) }));
    const current = await envelope(listing([unvouched], { version: 3, ...at(now - DAY_MS) }), OTHER);
    expect((await read(old, here)).trust).toBe('vouched');
    expect((await read(current, here)).trust).toBe('vouched');
    await expect(read(old, here)).rejects.toMatchObject({ code: 'pack/rollback' });
    expect((await read(current, here)).trust, 'the newest one is still taken').toBe('vouched');
  });

  it('a full disk hides nothing that the site offers', async () => {
    const here = device();
    here.seen.note = () => Promise.reject(appError('storage/quota'));
    expect((await read(await envelope(listing([entry])), here)).trust).toBe('vouched');
  });
});

describe('A1: freeze', () => {
  const now = Date.parse('2026-06-01T12:00:00Z');
  const at = (ms: number) => new Date(ms).toISOString();
  const list = (issued: number, version: number) =>
    envelope(listing([entry], { version, issuedAt: at(issued), expiresAt: at(issued + 90 * DAY_MS) }));

  it('a list that has expired is refused, with the day until which it was good', async () => {
    await expect(read(await list(now - 91 * DAY_MS, 3), device({ now }))).rejects.toMatchObject({
      code: 'pack/expired',
      details: { until: '2026-05-31' },
    });
    expect((await read(await list(now - 89 * DAY_MS, 3), device({ now }))).packs).toHaveLength(1);
  });

  it('a clock that was set back does not bring an expired list to life again', async () => {
    const here = device({ now });
    await read(await list(now, 5), here);
    const before = { ...here, now: now - 200 * DAY_MS };
    // Newer by its number, as a stolen old key would make it, and good only by the wrong clock.
    await expect(read(await list(now - 200 * DAY_MS, 6), before)).rejects.toMatchObject({
      code: 'pack/expired',
    });
    expect((await read(await list(now, 5), before)).packs, 'the newest list still counts').toHaveLength(1);
  });

  it('a list from the future is refused, so that it cannot make all others look old', async () => {
    const here = device({ now });
    await expect(read(await list(now + 2 * DAY_MS, 9), here)).rejects.toMatchObject({ code: 'pack/expired' });
    expect(here.known.size).toBe(0);
    expect((await read(await list(now + DAY_MS / 2, 9), here)).packs, 'a time zone off').toHaveLength(1);
  });
});

describe('A1: mix and match', () => {
  it('a manifest under the id of another version is refused, and the others stay', async () => {
    const mixed = await vouched({ packId: other.packId, manifest: entry.manifest });
    const { packs, refused } = await read(await envelope(listing([mixed, entry])));
    expect(packs).toEqual([entry]);
    expect(refused).toMatchObject([
      { code: 'pack/manifest-invalid', details: { where: 'catalogue.packs[0].packId' } },
    ]);
  });

  it('an entry of another list, put into this one, breaks its signature', async () => {
    const today = await envelope(listing([entry]));
    const mixed = { ...today, signed: { ...today.signed, packs: [entry, other] } };
    await expect(read(mixed)).rejects.toMatchObject({ code: 'pack/signature' });
  });

  it.each<[string, () => CatalogueEntry | Promise<CatalogueEntry>]>([
    ['the vouch of another pack', () => ({ ...entry, vouch: other.vouch! })],
    [
      'a vouch of a key that is not pinned',
      async () => ({ ...entry, vouch: await vouchOf(entry.packId, OTHER) }),
    ],
  ])('an entry with %s is not offered', async (_, make) => {
    const { packs, refused } = await read(await envelope(listing([await make(), other])));
    expect(packs).toEqual([other]);
    expect(refused).toMatchObject([{ code: 'pack/signature' }]);
  });

  it('a pack that a site passes on without its word is offered without it, and so as first seen', async () => {
    expect((await read(await envelope(listing([unvouched])))).packs).toEqual([unvouched]);
  });
});
