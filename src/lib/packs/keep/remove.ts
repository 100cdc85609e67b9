import type { Digest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import type { PackId } from '../../domain/pack';
import { clearRejected } from './clear-rejected';
import { type Release, tryLock } from '../store/locks';
import { readManifest, readReceipt } from './receipt';
import { isAppErrorWith } from '../form/refused';
import { forgetRejected, forgetRejectedOf } from './rejected';
import { alone, markRemoved, removedAt, unlessOffered, unmark } from './removed';
import type { PackStore } from '../store/store';

/**
 * Removes a pack. An installed one is hidden, and can be brought back (removed.ts); of one that never arrived nothing
 * is kept. Throws `pack/in-use`, with nothing removed, if an engine reads one of its files or a tab is fetching one.
 * True if it can be brought back.
 */
export async function removePack(store: PackStore, packId: PackId): Promise<boolean> {
  // Another tab has removed it, or a second press: it can still be brought back.
  if ((await removedAt(store, packId)) !== undefined) return true;
  if (!(await readReceipt(store, packId))) {
    await alone(packId, () => purge(store, packId));
    return false;
  }
  for (const release of await lockOwn(store, packId)) release();
  await markRemoved(store, packId);
  return true;
}

/** Frees what was removed, unless a tab still offers to bring it back. What is in use is left for the next time. */
export async function purgeRemoved(store: PackStore): Promise<void> {
  const removed = await store.listRecords('removed');
  await Promise.all(
    removed.map((packId) => unlessOffered(packId, async () => void (await freeOne(store, packId)))),
  );
}

/** Frees all that was removed, at once: nothing of it can be brought back, in any tab. Returns the bytes freed. */
export async function freeRemoved(store: PackStore): Promise<number> {
  let freed = 0;
  for (const packId of await store.listRecords('removed')) freed += await freeOne(store, packId);
  return freed;
}

async function freeOne(store: PackStore, packId: PackId): Promise<number> {
  try {
    return await alone(packId, async () => {
      if ((await removedAt(store, packId)) === undefined) return 0;
      const freed = await purge(store, packId);
      await unmark(store, packId);
      return freed;
    });
  } catch (thrown) {
    if (!isAppErrorWith(thrown, 'pack/in-use')) throw thrown;
    return 0;
  }
}

/** Removes a pack's records, and the files that no other pack names. Returns the bytes freed. */
async function purge(store: PackStore, packId: PackId): Promise<number> {
  const files = await ownFiles(store, packId);
  const locks = await lockAll(files, packId);
  let freed = 0;
  try {
    // Another tab may have begun a pack that has some of them too: it looks at them only once they are free again.
    for (const shared of await namedByOthers(store, files, packId)) files.delete(shared);
    // In this order a crash leaves either a pack that works, or files that `tidy` finds; never half a pack.
    await store.removeRecord('wanted', packId);
    await store.removeRecord('packs', packId);
    await store.removeRecord('manifests', packId);
    await forgetRejectedOf(store, packId);
    for (const sha256 of files) freed += await removeFile(store, sha256);
  } finally {
    for (const release of locks) release();
  }
  return freed;
}

async function lockOwn(store: PackStore, packId: PackId): Promise<Release[]> {
  return lockAll(await ownFiles(store, packId), packId);
}

async function lockAll(files: Iterable<Digest>, packId: PackId): Promise<Release[]> {
  const locks: Release[] = [];
  try {
    for (const sha256 of files)
      locks.push((await tryLock(sha256, 'exclusive')) ?? fail('pack/in-use', { packId, sha256 }));
    return locks;
  } catch (thrown) {
    for (const release of locks) release();
    throw thrown;
  }
}

/** Files of a pack that no other names. */
export async function ownFiles(store: PackStore, packId: PackId): Promise<Set<Digest>> {
  const manifest = (await readManifest(store, packId)) ?? (await readReceipt(store, packId))?.manifest;
  const files = new Set((manifest?.shards ?? []).map(({ sha256 }) => sha256));
  for (const shared of await namedByOthers(store, files, packId)) files.delete(shared);
  return files;
}

/** Removes partial files, and blobs that no pack names, unless somebody works on them. Returns the bytes freed. */
export async function tidy(store: PackStore): Promise<number> {
  const blobs = await store.list('blobs');
  const named = await namedByOthers(store, new Set(blobs.map(({ sha256 }) => sha256)));
  const loose = blobs.filter(({ sha256 }) => !named.has(sha256));
  const parts = await store.list('parts');
  let freed = 0;
  for (const { sha256 } of [...parts, ...loose]) {
    const release = await tryLock(sha256, 'exclusive');
    if (!release) continue;
    try {
      freed += (await store.size('parts', sha256)) ?? 0;
      await store.remove('parts', sha256);
      await store.removeRecord('progress', sha256);
      // Asked again under the lock: a pack that was begun meanwhile looks at it only once it is free again.
      if (named.has(sha256) || (await namedByOthers(store, new Set([sha256]))).size > 0) continue;
      freed += (await store.size('blobs', sha256)) ?? 0;
      await store.remove('blobs', sha256);
    } finally {
      release();
    }
  }
  return freed + (await clearRejected(store));
}

async function removeFile(store: PackStore, sha256: Digest): Promise<number> {
  const bytes = ((await store.size('blobs', sha256)) ?? 0) + ((await store.size('parts', sha256)) ?? 0);
  await store.remove('blobs', sha256);
  await store.remove('parts', sha256);
  await store.removeRecord('progress', sha256);
  await forgetRejected(store, sha256);
  return bytes;
}

/**
 * Which of `files` the record of any other pack mentions. Looks at the text, not at what it means: a manifest of a
 * newer version, which this one cannot read, keeps its files.
 */
export async function namedByOthers(
  store: PackStore,
  files: Set<Digest>,
  except?: PackId,
): Promise<Set<Digest>> {
  const named = new Set<Digest>();
  for (const folder of ['manifests', 'packs'] as const) {
    for (const packId of await store.listRecords(folder)) {
      if (packId === except) continue;
      const text = (await store.readRecord(folder, packId)) ?? '';
      for (const sha256 of files) if (text.includes(sha256)) named.add(sha256);
    }
  }
  return named;
}
