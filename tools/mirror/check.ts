/** What a folder lacks that is to be served as a mirror: it may have been copied half-way, or lie there for years. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shard } from '../../src/lib/domain/pack';
import { isMissing, type PackCache } from '../packs/cache';
import { signingKey } from '../packs/signing';
import { listedPacks, readIndex } from './index-file';

/** True where the folder has a list, or at least files that one can be made of. */
export async function holdsMirror(folder: string): Promise<boolean> {
  return (
    (await sizeOf(join(folder, 'index.json'))) !== null || (await sizeOf(join(folder, 'blobs'))) !== null
  );
}

/** True where the list was signed with another key than this machine's: apps that trust that key refuse ours. */
export async function signedElsewhere(folder: string, cache: PackCache): Promise<boolean> {
  const key = (await readIndex(folder))?.key;
  return typeof key === 'string' && key !== (await signingKey(cache))?.publicKey;
}

/**
 * Sentences for the terminal, none where all is well. Lengths only: reading gigabytes again would keep a class waiting,
 * and apps compare every byte with its digest anyhow. `now` in ms.
 */
export async function mirrorFaults(folder: string, now = Date.now()): Promise<string[]> {
  const list = await readIndex(folder);
  if (!list)
    return [
      `${folder} has no list that can be read: --sign makes one of what is there. Until then apps find nothing.`,
    ];
  const faults: string[] = [];
  const expires = Date.parse(String(list.signed?.expiresAt));
  if (now > expires)
    faults.push(
      `The list was good until ${new Date(expires).toISOString().slice(0, 10)}: apps take no new model from it. --sign signs it again.`,
    );
  for (const { manifest } of await listedPacks(list)) {
    const whole = await Promise.all(manifest.shards.map((shard) => isWhole(folder, shard)));
    const missing = whole.filter((each) => !each).length;
    if (missing > 0)
      faults.push(
        `${manifest.name}: ${missing} of ${whole.length} files are missing or cut short. Copy the folder again, or run npm run mirror with this model's name.`,
      );
  }
  return faults;
}

async function isWhole(folder: string, { sha256, bytes }: Shard): Promise<boolean> {
  return (await sizeOf(join(folder, 'blobs', sha256))) === bytes;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw thrown;
  }
}
