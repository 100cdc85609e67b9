import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../../src/lib/domain/bytes';
import { fail } from '../../../src/lib/domain/errors';
import type { Vet } from '../../../src/lib/domain/inspect';
import type { PackManifest, Shard } from '../../../src/lib/domain/pack';
import { packIdOf } from '../../../src/lib/packs/form/canonical';
import { openSha256 } from '../../../src/lib/packs/form/sha256';
import { install } from '../../../src/lib/packs/install/install';
import { listInstalled, listUnfinished } from '../../../src/lib/packs/keep/installed';
import { recover } from '../../../src/lib/packs/install/recover';
import { heldBytes } from '../../../src/lib/packs/store/held';
import { waitForLock } from '../../../src/lib/packs/store/locks';
import { network } from '../../../src/lib/packs/line/network';
import { readReceipt, type Wanted, writeManifest, writeReceipt } from '../../../src/lib/packs/keep/receipt';
import { listRejected } from '../../../src/lib/packs/keep/rejected';
import { freeRemoved, removePack, tidy } from '../../../src/lib/packs/keep/remove';
import { bringBack } from '../../../src/lib/packs/keep/removed';
import type { PackStore } from '../../../src/lib/packs/store/store';
import { memoryStore } from '../../../src/lib/packs/store/store-memory';
import { verify } from '../../../src/lib/packs/keep/verify';
import { seededBytes } from '../../fakes/seeded-bytes';
import { SITE, vouchOf } from '../../fakes/signed-site';
import { manifestWith, seededShard } from '../../fakes/small-pack';

// Two tabs are two callers on one store here: what decides between them is locks, which a page shares with itself too.

const { signal } = new AbortController();
const SEEDS: Record<string, number> = { 'LICENSE.txt': 1, 'model.gguf': 7 };

/** Two packs that have a licence text in common, and differ in their names. */
async function pack(name: string, ...paths: string[]) {
  const shards: Shard[] = [];
  for (const path of ['LICENSE.txt', ...paths]) {
    const role = path === 'model.gguf' ? 'weights' : 'licence';
    shards.push(await seededShard({ path, seed: SEEDS[path] ?? 3, bytes: 5000, role }));
  }
  const manifest: PackManifest = { ...manifestWith(shards), name };
  return { manifest, packId: await packIdOf(manifest) };
}
type Pack = Awaited<ReturnType<typeof pack>>;

const source = (bytes: Uint8Array<ArrayBuffer>): ByteSource => ({
  size: bytes.length,
  read: async (offset, length) => bytes.slice(offset, offset + length),
  close: () => {},
});

const nothing: Vet = async () => ({ checks: [], unknown: [] });

function installing(
  store: PackStore,
  { manifest, packId }: Pack,
  vet = nothing,
  change: Partial<Wanted> = {},
) {
  const wanted: Wanted = {
    ...{ packId, mirrors: [], trust: 'first-seen', acceptedLicence: true, since: '' },
    source: { kind: 'file', fileName: 'pack' },
    ...change,
  };
  const open = async ({ path, bytes }: Shard) => source(seededBytes(SEEDS[path] ?? 3, bytes));
  const room = {
    store: async () => store,
    network: network(),
    outside: false,
    hash: openSha256,
    vet,
    keys: [],
  };
  return install(room, manifest, wanted, { kind: 'local', open }, signal);
}

async function ended<T>(steps: AsyncGenerator<unknown, T, void>): Promise<T> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}

/** Runs `work`, and `meanwhile` while it waits for the lock of this file. */
async function whileItWaits<T>(shard: Shard, work: () => Promise<T>, meanwhile: () => Promise<void>) {
  const release = await waitForLock(shard.sha256, 'exclusive', signal);
  const working = work();
  await expect
    .poll(async () => (await navigator.locks.query()).pending?.map(({ name }) => name))
    .toContain(`haversack:blob:${shard.sha256}`);
  await meanwhile();
  release();
  return working;
}

describe('a file that is being freed', () => {
  it('stays for a pack that another tab has begun with meanwhile', async () => {
    const store = await memoryStore();
    const [gone, begun] = [await pack('gone', 'model.gguf'), await pack('begun', 'model.gguf')];
    await ended(installing(store, gone));
    await removePack(store, gone.packId);
    const [licence] = gone.manifest.shards;
    const freed = await whileItWaits(
      licence!,
      () => freeRemoved(store),
      () => writeManifest(store, begun.packId, begun.manifest),
    );
    expect(freed).toBe(0);
    expect(await store.list('blobs')).toHaveLength(2);
    expect(await readReceipt(store, gone.packId)).toBeUndefined();
  });

  it('stays, where no pack has named it before, for one that begins while it is tidied away', async () => {
    const store = await memoryStore();
    const one = await pack('one', 'model.gguf');
    await ended(installing(store, one));
    await store.removeRecord('packs', one.packId);
    await store.removeRecord('manifests', one.packId);
    const [licence, weights] = one.manifest.shards;
    const freed = await whileItWaits(
      licence!,
      () => tidy(store),
      () => writeManifest(store, one.packId, one.manifest),
    );
    expect(freed).toBe(0);
    expect((await store.list('blobs')).map(({ sha256 }) => sha256).sort()).toEqual(
      [licence!.sha256, weights!.sha256].sort(),
    );
  });
});

describe('a pack that one tab throws away', () => {
  it('while another looks at its files is not listed as ready afterwards', async () => {
    const store = await memoryStore();
    const one = await pack('one', 'model.gguf');
    const thrownAway: Vet = async () => {
      await removePack(store, one.packId);
      return { checks: [], unknown: [] };
    };
    await expect(ended(installing(store, one, thrownAway))).rejects.toMatchObject({ code: 'pack/missing' });
    expect(await listInstalled(store, [])).toEqual([]);
    expect(await store.listRecords('packs')).toEqual([]);
  });

  it('while another starts, and finds all of its files, is no error of that start', async () => {
    const store = await memoryStore();
    const one = await pack('one', 'model.gguf');
    await ended(installing(store, one));
    await store.removeRecord('packs', one.packId); // its receipt was lost
    const thrownAway: Vet = async () => {
      await removePack(store, one.packId);
      return { checks: [], unknown: [] };
    };
    await recover(store, { vet: thrownAway, keys: [] }, signal);
    expect(await listInstalled(store, [])).toEqual([]);
  });

  it('and another throws away too can still be brought back', async () => {
    const store = await memoryStore();
    const one = await pack('one', 'model.gguf');
    await ended(installing(store, one));
    expect([await removePack(store, one.packId), await removePack(store, one.packId)]).toEqual([true, true]);
    await bringBack(store, one.packId);
    expect(await listInstalled(store, [])).toMatchObject([{ packId: one.packId }]);
    expect(await store.list('blobs')).toHaveLength(2);
  });

  it('while another verifies it does not come back with the outcome', async () => {
    const store = await memoryStore();
    const one = await pack('one', 'model.gguf');
    await ended(installing(store, one));
    const steps = verify(store, one.packId, signal);
    await steps.next();
    await removePack(store, one.packId);
    await freeRemoved(store);
    await expect(ended(steps)).rejects.toMatchObject({ code: 'pack/missing' });
    expect(await store.listRecords('packs')).toEqual([]);
  });
});

it('a pack that is vouched for while it is verified stays vouched for', async () => {
  const store = await memoryStore();
  const one = await pack('one', 'model.gguf');
  await ended(installing(store, one));
  const steps = verify(store, one.packId, signal);
  await steps.next();
  const receipt = await readReceipt(store, one.packId);
  await writeReceipt(store, { ...receipt!, trust: 'vouched', vouch: await vouchOf(one.packId) });
  expect(await ended(steps)).toMatchObject({ verdict: 'verified' });
  expect(await listInstalled(store, [SITE.key])).toMatchObject([{ trust: 'vouched' }]);
});

it('A1: an edited record of what was asked for makes no pack vouched for', async () => {
  const store = await memoryStore();
  const [one, other] = [await pack('one', 'model.gguf'), await pack('other', 'model.gguf')];
  const vouch = await vouchOf(other.packId);
  await ended(installing(store, one, nothing, { trust: 'vouched', vouch }));
  expect((await readReceipt(store, one.packId))?.trust).toBe('first-seen');
});

it('a part that becomes a blob while it is looked for is not taken for nothing', async () => {
  const store = await memoryStore();
  const { manifest } = await pack('one', 'model.gguf');
  const [shard] = manifest.shards;
  await (await store.open('parts', shard!.sha256)).write(0, seededBytes(1, shard!.bytes));
  let asked = 0;
  const meanwhile: PackStore = {
    ...store,
    size: async (...args) => {
      const size = await store.size(...args);
      if (asked++ === 0) await store.promote(shard!.sha256);
      return size;
    },
  };
  expect((await heldBytes(meanwhile, [shard!])).get(shard!.sha256)).toBe(shard!.bytes);
});

describe('a pack whose files do not fit together', () => {
  const unfit: Vet = async () => fail('pack/unfit', { file: 'model.gguf', what: 'no such architecture' });

  it('casts no doubt on another that names the same files, and goes without a trace', async () => {
    const store = await memoryStore();
    const [bad, good] = [await pack('bad', 'model.gguf'), await pack('good', 'model.gguf')];
    await ended(installing(store, good));
    await store.removeRecord('packs', good.packId); // asked for, and not promoted yet
    await expect(ended(installing(store, bad, unfit))).rejects.toMatchObject({ code: 'pack/unfit' });
    const refused = async () => (await listUnfinished(store)).filter((one) => one.rejected);
    expect((await refused()).map(({ packId }) => packId)).toEqual([bad.packId]);

    await recover(store, { vet: nothing, keys: [] }, signal);
    expect((await listInstalled(store, [])).map(({ packId }) => packId)).toEqual([good.packId]);
    expect(await listRejected(store)).toMatchObject([{ packId: bad.packId, reason: 'structure' }]);
    await removePack(store, bad.packId);
    expect(await listRejected(store)).toEqual([]);
  });

  it('is no longer called unfit once an app that knows more has promoted it', async () => {
    const store = await memoryStore();
    const one = await pack('one', 'model.gguf');
    await expect(ended(installing(store, one, unfit))).rejects.toMatchObject({ code: 'pack/unfit' });
    await ended(installing(store, one));
    expect(await listRejected(store)).toEqual([]);
  });

  it('since it gives one of them two digests that contradict each other is refused, and says which', async () => {
    const store = await memoryStore();
    await ended(installing(store, await pack('good', 'model.gguf')));
    const { manifest } = await pack('bad', 'model.gguf');
    const [licence, weights] = manifest.shards;
    const lying = { ...manifest, shards: [licence!, { ...weights!, chunks: licence!.chunks! }] };
    const bad = { manifest: lying, packId: await packIdOf(lying) };
    const refused = { code: 'pack/unfit', details: { what: 'digest', file: 'model.gguf' } };
    await expect(ended(installing(store, bad))).rejects.toMatchObject(refused);
    expect((await listInstalled(store, [])).map(({ manifest: { name } }) => name)).toEqual(['good']);
  });
});
