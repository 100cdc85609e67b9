import type { Digest } from '../domain/digest';
import { fail } from '../domain/errors';
import type { PackId } from '../domain/pack';
import { type Release, tryLock } from './locks';
import { readManifest, readReceipt } from './receipt';
import type { PackStore } from './store';

/**
 * Removes a pack, installed or unfinished, and the files that no other pack names. Throws `pack/in-use`, with nothing
 * removed, if an engine reads one of them or a tab is fetching one.
 */
export async function removePack(store: PackStore, packId: PackId): Promise<void> {
  const manifest = (await readManifest(store, packId)) ?? (await readReceipt(store, packId))?.manifest;
  const files = new Set((manifest?.shards ?? []).map(({ sha256 }) => sha256));
  for (const shared of await namedByOthers(store, files, packId)) files.delete(shared);
  const locks: Release[] = [];
  try {
    for (const sha256 of files) {
      locks.push((await tryLock(sha256, 'exclusive')) ?? fail('pack/in-use', { packId, sha256 }));
    }
    // In this order a crash leaves either a pack that works, or files that `tidy` finds; never half a pack.
    await store.removeRecord('wanted', packId);
    await store.removeRecord('packs', packId);
    await store.removeRecord('manifests', packId);
    for (const sha256 of files) await removeFile(store, sha256);
  } finally {
    for (const release of locks) release();
  }
}

/** Removes partial files, and blobs that no pack names, unless somebody works on them. Returns the bytes freed. */
export async function tidy(store: PackStore): Promise<number> {
  const blobs = await store.list('blobs');
  const named = await namedByOthers(store, new Set(blobs.map(({ sha256 }) => sha256)));
  const loose = blobs.filter(({ sha256 }) => !named.has(sha256));
  let freed = 0;
  for (const { sha256, bytes } of [...(await store.list('parts')), ...loose]) {
    const release = await tryLock(sha256, 'exclusive');
    if (!release) continue;
    try {
      await store.remove('parts', sha256);
      await store.removeRecord('progress', sha256);
      if (!named.has(sha256)) await store.remove('blobs', sha256);
      freed += bytes;
    } finally {
      release();
    }
  }
  return freed;
}

async function removeFile(store: PackStore, sha256: Digest): Promise<void> {
  await store.remove('blobs', sha256);
  await store.remove('parts', sha256);
  await store.removeRecord('progress', sha256);
}

/**
 * Which of `files` the record of any other pack mentions. Looks at the text, not at what it means: a manifest of a
 * newer version, which this one cannot read, keeps its files.
 */
async function namedByOthers(store: PackStore, files: Set<Digest>, except?: PackId): Promise<Set<Digest>> {
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
