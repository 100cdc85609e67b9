import type { PackId } from '../../domain/pack';
import { fail, isAbort } from '../../domain/errors';
import { readRecord, writeRecord } from '../store/record';
import { isAppErrorWith } from '../form/refused';
import { object, oneOf, text } from '../form/shape';
import type { PackStore } from '../store/store';

/**
 * A pack that was removed keeps its files and records, under a mark that hides it, until the app is opened again: so
 * that it can be brought back without a download. The tab that removed it holds a lock for as long as it offers that.
 */

const shape = object({ format: oneOf<1>(1), at: text(40) });

export function markRemoved(store: PackStore, packId: PackId): Promise<void> {
  return writeRecord(store, 'removed', packId, { format: 1, at: new Date().toISOString() });
}

export function unmark(store: PackStore, packId: PackId): Promise<void> {
  return store.removeRecord('removed', packId);
}

/** When it was removed, as ISO time; undefined if it was not. A damaged mark is a mark of an unknown time. */
export async function removedAt(store: PackStore, packId: PackId): Promise<string | undefined> {
  if ((await store.readRecord('removed', packId)) === undefined) return undefined;
  try {
    const value = await readRecord(store, 'removed', packId);
    return value === undefined ? '' : shape(value, 'removed').at;
  } catch (thrown) {
    if (isAppErrorWith(thrown, 'pack/')) return '';
    throw thrown;
  }
}

function lockName(packId: PackId): string {
  return `haversack:removed:${packId}`;
}

/** What this worker can still bring back. */
export class Offers {
  readonly #held = new Map<PackId, () => void>();

  /** Until `end`, or until this worker ends, no other tab's start purges the pack. */
  async begin(packId: PackId): Promise<void> {
    if (this.#held.has(packId)) return;
    await new Promise<void>((resolve, reject) => {
      navigator.locks
        .request(lockName(packId), { mode: 'shared' }, () => {
          resolve();
          return new Promise<void>((release) => this.#held.set(packId, release));
        })
        .catch(reject);
    });
  }

  endAll(): void {
    for (const packId of [...this.#held.keys()]) this.end(packId);
  }

  end(packId: PackId): void {
    this.#held.get(packId)?.();
    this.#held.delete(packId);
  }
}

/** Packs that some tab can still bring back. */
export async function offered(): Promise<(packId: PackId) => boolean> {
  const { held = [] } = await navigator.locks.query();
  const names = new Set(held.map(({ name }) => name));
  return (packId) => names.has(lockName(packId));
}

/** A tab that has just ended gives its lock back a moment later; on a busy machine seconds later. */
const MOMENT_MS = 10_000;

/** Runs `purge` unless a tab offers to bring the pack back, and still does after a moment. */
export async function unlessOffered(packId: PackId, purge: () => Promise<void>): Promise<void> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new DOMException('offered', 'AbortError')), MOMENT_MS);
  try {
    await navigator.locks.request(lockName(packId), { signal: giveUp.signal }, async () => {
      clearTimeout(timer);
      await purge();
    });
  } catch (thrown) {
    if (!isAbort(thrown)) throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

/** One at a time, in all tabs: a pack that is being freed is not installed again before all of it is gone. */
export function alone<T>(packId: PackId, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(`haversack:purge:${packId}`, work) as Promise<T>;
}

/** Throws `pack/missing` if it was freed meanwhile, or was never removed. */
export async function bringBack(store: PackStore, packId: PackId): Promise<void> {
  await alone(packId, async () => {
    if ((await removedAt(store, packId)) === undefined) fail('pack/missing', { packId });
    await unmark(store, packId);
  });
}
