import { afterEach, expect, it, vi } from 'vitest';
import { parseMirrorList } from '../../../../src/lib/packs/hub/mirror';
import type { Seen } from '../../../../src/lib/packs/trust/seen';
import { envelope, listing, OTHER, SITE, vouched } from '../../../fakes/signed-site';
import { smallPack } from '../../../fakes/small-pack';

afterEach(() => void vi.restoreAllMocks());

const DAY_MS = 24 * 3600 * 1000;
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function judge() {
  const known = new Map<string, Seen>();
  const seen = {
    read: async (key: string) => known.get(key),
    note: async (key: string, list: Seen) => void known.set(key, list),
  };
  return { keys: [SITE.key], now: Date.now(), seen };
}

it('a model that the site has signed is vouched for, whoever serves it; any other is seen for the first time', async () => {
  const signed = (await smallPack({ mib: 0.01 })).entry;
  const { packId, manifest } = (await smallPack({ mib: 0.02 })).entry;
  const list = await envelope(listing([await vouched(signed), { packId, manifest }]), OTHER);
  const { offers, key, refused } = await parseMirrorList(bytes(list), judge());
  expect(offers.map(({ packId, trust }) => [packId, trust])).toEqual([
    [signed.packId, 'vouched'],
    [packId, 'first-seen'],
  ]);
  expect(key).toBe(OTHER.key);
  expect(refused).toEqual([]);
});

it('a signature of a stranger’s key vouches for nothing', async () => {
  const { entry } = await smallPack({ mib: 0.01 });
  const vouch = { key: OTHER.key, signature: (await envelope(listing([]), OTHER)).signature };
  const { offers } = await parseMirrorList(bytes({ format: 1, packs: [{ ...entry, vouch }] }), judge());
  expect(offers).toMatchObject([{ trust: 'first-seen' }]);
  expect(offers[0]).not.toHaveProperty('vouch');
});

it('a list that was changed on the way is refused, with the mirror’s own key and with the site’s', async () => {
  const { entry } = await smallPack({ mib: 0.01 });
  for (const pair of [OTHER, SITE]) {
    const list = await envelope(listing([entry]), pair);
    list.signed.mirrors = ['https://elsewhere.example'];
    await expect(parseMirrorList(bytes(list), judge())).rejects.toMatchObject({ code: 'pack/signature' });
  }
});

it('an older list of a mirror’s own is refused once a newer one was seen; a copy of the site’s may lag', async () => {
  const { entry } = await smallPack({ mib: 0.01 });
  const older = listing([entry], { version: 5 });
  const newer = listing([entry], { version: 6 });
  const own = judge();
  await parseMirrorList(bytes(await envelope(newer, OTHER)), own);
  await expect(parseMirrorList(bytes(await envelope(older, OTHER)), own)).rejects.toMatchObject({
    code: 'pack/rollback',
  });
  await parseMirrorList(bytes(await envelope(newer)), own);
  expect((await parseMirrorList(bytes(await envelope(older)), own)).offers).toHaveLength(1);
});

it('a mirror’s own list that has expired is refused', async () => {
  const old = listing([], { expiresAt: new Date(Date.now() - DAY_MS).toISOString() });
  await expect(parseMirrorList(bytes(await envelope(old, OTHER)), judge())).rejects.toMatchObject({
    code: 'pack/expired',
  });
});

it('an entry that is damaged hides no other', async () => {
  const { entry } = await smallPack({ mib: 0.01 });
  const wrong = { ...entry, packId: 'a'.repeat(64) };
  const { offers, refused } = await parseMirrorList(
    bytes({ format: 1, packs: [wrong, entry, entry] }),
    judge(),
  );
  expect(offers).toHaveLength(1);
  expect(refused).toMatchObject([{ code: 'pack/manifest-invalid' }]);
});

it('in a browser without Ed25519 a signed list is read, nobody vouches, and why is told', async () => {
  // A pack of its own: what a signature was judged once is remembered.
  const { entry } = await smallPack({ mib: 0.02 });
  const lists = [OTHER, SITE].map(async (pair) => envelope(listing([await vouched(entry)]), pair));
  const given = await Promise.all(lists);
  vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('', 'NotSupportedError'));
  for (const list of given)
    expect(await parseMirrorList(bytes(list), judge())).toMatchObject({
      offers: [{ packId: entry.packId, trust: 'first-seen' }],
      ...{ key: list.key, unchecked: { code: 'device/no-signatures' } },
    });
});
