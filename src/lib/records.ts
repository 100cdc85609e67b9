import { clear, createStore, entries, get, set, type UseStore } from 'idb-keyval';
import { fail } from './domain/errors';

/** The user's own work and choices, in a database of its own, apart from the models. */
export type RecordKey = 'settings' | 'translate' | 'draft' | 'downloads' | 'places' | 'used' | 'accepted';

let store: UseStore | undefined;
const open = () => (store ??= createStore('haversack-work', 'records'));

/** The stored value of `key` if `parse` accepts it; a damaged or unknown record reads as absent. */
export async function loadRecord<T>(
  key: RecordKey,
  parse: (stored: unknown) => T | undefined,
): Promise<T | undefined> {
  try {
    return parse(await get<unknown>(key, open()));
  } catch (cause) {
    return fail('storage/unavailable', { record: key }, cause);
  }
}

/**
 * `value` must be plain data. Throws storage/write-failed, also for a full disk: how much is free no browser tells here
 * (Chromium's estimate is a fixed figure). Nothing stored before is lost.
 */
export async function saveRecord(key: RecordKey, value: unknown): Promise<void> {
  try {
    await set(key, value, open());
  } catch (cause) {
    const reason = cause instanceof Error ? cause.name : '';
    fail('storage/write-failed', { record: key, reason }, cause);
  }
}

function jsonBytes(value: unknown): number {
  const json = JSON.stringify(value, (_, inner: unknown) =>
    ArrayBuffer.isView(inner) ? ' '.repeat(inner.byteLength) : inner,
  );
  return new TextEncoder().encode(json).length;
}

export async function clearRecords(): Promise<void> {
  try {
    await clear(open());
  } catch (cause) {
    fail('storage/write-failed', {}, cause);
  }
}

/** Bytes of all records, as JSON: close to what the database holds. */
export async function recordBytes(): Promise<number> {
  try {
    const all = await entries(open());
    return all.reduce((sum, entry) => sum + jsonBytes(entry), 0);
  } catch (cause) {
    return fail('storage/unavailable', {}, cause);
  }
}
