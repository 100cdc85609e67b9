import type { PackId } from '../../domain/pack';
import { readRecord } from '../store/record';
import { removedAt } from './removed';
import { isAppErrorWith } from '../form/refused';
import type { PackStore } from '../store/store';

/** The formats of receipts and manifests that this version writes and reads. */
const FORMAT = 1;

/**
 * Whether a newer version of this app wrote the pack's receipt: it is whole, and says a format that this one cannot
 * read. Such a pack stays as it is, with all its files, for the version that can.
 */
export async function isNewer(store: PackStore, packId: PackId): Promise<boolean> {
  try {
    const value = await readRecord(store, 'packs', packId);
    return later(value) || (hasManifest(value) && later(value.manifest));
  } catch (thrown) {
    if (isAppErrorWith(thrown, 'pack/')) return false;
    throw thrown;
  }
}

/** How many packs of this device only a newer version of the app can read. */
export async function countNewer(store: PackStore): Promise<number> {
  let count = 0;
  for (const packId of await store.listRecords('packs'))
    if ((await removedAt(store, packId)) === undefined && (await isNewer(store, packId))) count++;
  return count;
}

function later(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('format' in value)) return false;
  return Number.isSafeInteger(value.format) && (value.format as number) > FORMAT;
}

function hasManifest(value: unknown): value is { manifest: unknown } {
  return typeof value === 'object' && value !== null && 'manifest' in value;
}
