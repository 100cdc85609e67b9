import type { Digest } from '../../domain/digest';
import type { PackId } from '../../domain/pack';
import type { Heap, PackUsage, RemovedPack, StorageUsage } from '../../domain/usage';
import { listReceipts } from './installed';
import { readManifest } from './receipt';
import { namedByOthers, ownFiles } from './remove';
import { offered, removedAt } from './removed';
import type { PackStore } from '../store/store';

type Stored = { sha256: Digest; bytes: number };

/** What every pack takes, what packs share, and what belongs to none. Reads sizes and records, no file. */
export async function usage(store: PackStore): Promise<StorageUsage> {
  const blobs = await store.list('blobs');
  const sizes = new Map(blobs.map(({ sha256, bytes }) => [sha256, bytes]));
  const installed = await listReceipts(store);
  /** Which installed packs have a file. */
  const owners = new Map<Digest, Set<PackId>>();
  for (const { packId, manifest } of installed)
    for (const { sha256 } of manifest.shards)
      owners.set(sha256, (owners.get(sha256) ?? new Set()).add(packId));

  const packs = installed.map(({ packId, manifest }): PackUsage => {
    const files = [...new Set(manifest.shards.map(({ sha256 }) => sha256))];
    const shared = files.filter((sha256) => (owners.get(sha256)?.size ?? 0) > 1);
    const others = new Set(shared.flatMap((sha256) => [...(owners.get(sha256) ?? [])]));
    others.delete(packId);
    const sum = (some: Digest[]) => some.reduce((bytes, sha256) => bytes + (sizes.get(sha256) ?? 0), 0);
    return {
      packId,
      name: manifest.name,
      bytes: sum(files),
      sharedBytes: sum(shared),
      sharedWith: [...others],
    };
  });

  const removed = await listRemoved(store);
  const ofRemoved = new Set<Digest>();
  for (const packId of await store.listRecords('removed'))
    for (const { sha256 } of (await readManifest(store, packId))?.shards ?? []) ofRemoved.add(sha256);
  const rest = blobs.filter(({ sha256 }) => !owners.has(sha256) && !ofRemoved.has(sha256));
  const named = await namedByOthers(store, new Set(rest.map(({ sha256 }) => sha256)));
  const parts = await store.list('parts');

  return {
    place: store.kind,
    modelBytes: heap(blobs.filter(({ sha256 }) => owners.has(sha256))).bytes,
    packs,
    removed,
    parts: heap([...parts, ...rest.filter(({ sha256 }) => named.has(sha256))]),
    loose: heap(rest.filter(({ sha256 }) => !named.has(sha256))),
    rejected: heap(await store.list('rejected')),
  };
}

/** What can be brought back, the last one first. */
export async function listRemoved(store: PackStore): Promise<RemovedPack[]> {
  const removed: RemovedPack[] = [];
  const isOffered = await offered();
  for (const packId of await store.listRecords('removed')) {
    if (!isOffered(packId)) continue; // about to be freed
    const at = (await removedAt(store, packId)) ?? '';
    const name = (await readManifest(store, packId))?.name ?? '';
    let bytes = 0;
    for (const sha256 of await ownFiles(store, packId)) bytes += (await store.size('blobs', sha256)) ?? 0;
    removed.push({ packId, name, at, bytes });
  }
  return removed.sort((a, b) => (a.at < b.at ? 1 : -1));
}

function heap(files: readonly Stored[]): Heap {
  return { count: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}
