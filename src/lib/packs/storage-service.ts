import type { StorageReport } from '../domain/device';
import type { PackId } from '../domain/pack';
import type { RemovedPack, StorageUsage, StorePlace } from '../domain/usage';
import { loaded } from './late-code';
import { bringBack } from './keep/removed';
import { counted, type Estimate } from './store/counted';
import type { PackStore } from './store/store';
import type { PacksRoom } from './room';

type Context = { signal: AbortSignal };
type Nothing = Record<string, never>;

/** What is stored, and making room. None of it needs a network. */
export type StorageService = {
  /**
   * An installed pack can be brought back until the app is opened again or the room is needed; an unfinished one is
   * forgotten at once. Throws `pack/in-use`.
   */
  remove(args: { packId: PackId }, context: Context): Promise<null>;
  /** Throws `pack/missing` if it was freed meanwhile. */
  undoRemove(args: { packId: PackId }, context: Context): Promise<null>;
  removed(args: Nothing, context: Context): Promise<RemovedPack[]>;
  /** Frees what was removed, at once. */
  freeRemoved(args: Nothing, context: Context): Promise<{ freedBytes: number }>;
  /** Where packs are kept, now. */
  place(args: Nothing, context: Context): Promise<StorePlace>;
  usage(args: Nothing, context: Context): Promise<StorageUsage>;
  /** Partial files on this device. */
  parts(args: Nothing, context: Context): Promise<{ count: number; bytes: number }>;
  /** Also removes files that no pack names. */
  clearParts(args: Nothing, context: Context): Promise<{ freedBytes: number }>;
  storage(args: Nothing, context: Context): Promise<StorageReport>;
  /** Of so many bytes, as many as have room: tried, where the browser's own figure may be a fixed one. */
  room(args: { bytes: number }, context: Context): Promise<number>;
  /** From now on packs are kept in memory, which starts empty and ends with this worker. */
  withoutSaving(args: Nothing, context: Context): Promise<null>;
};

/** Their code is loaded when there is something to free, or somebody looks at it. */
const remove = () => loaded(import('./keep/remove'));
const usage = () => loaded(import('./keep/usage'));

export function storageService({ store, offers, ...room }: PacksRoom): StorageService {
  return {
    async remove({ packId }) {
      const { removePack } = await remove();
      const ready = await store();
      // First: from the moment it is marked, another tab that opens may free it.
      await offers.begin(packId);
      try {
        if (!(await removePack(ready, packId))) offers.end(packId);
      } catch (thrown) {
        offers.end(packId);
        throw thrown;
      }
      return null;
    },
    async undoRemove({ packId }) {
      await bringBack(await store(), packId);
      offers.end(packId);
      return null;
    },
    async removed() {
      const ready = await room.recovered();
      return (await ready.listRecords('removed')).length > 0 ? (await usage()).listRemoved(ready) : [];
    },
    async freeRemoved() {
      const freedBytes = await (await remove()).freeRemoved(await store());
      offers.endAll();
      return { freedBytes };
    },
    place: async () => (await store()).kind,
    usage: async () => (await usage()).usage(await room.recovered()),
    async parts() {
      const parts = await (await store()).list('parts');
      return { count: parts.length, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0) };
    },
    clearParts: async () => ({ freedBytes: await (await remove()).tidy(await store()) }),
    async storage() {
      // Some private windows reject instead of answering.
      const told: Estimate = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
      const persisted = await navigator.storage?.persisted?.().catch(() => undefined);
      const ready = await store();
      const opfs = ready.kind === 'opfs';
      // What the browser has for files says nothing of the memory of a tab.
      if (ready.kind === 'memory') return { opfs, quotaBytes: null, usedBytes: null, persisted: false };
      const { quota, usage } = opfs ? counted(told, await storedBytes(ready)) : told;
      return { opfs, quotaBytes: quota ?? null, usedBytes: usage ?? null, persisted: persisted ?? null };
    },
    room: async ({ bytes }) => (await loaded(import('./keep/quota'))).roomBeside(await store(), bytes),
    async withoutSaving() {
      await room.withoutSaving();
      return null;
    },
  };
}

/** Of all files, whole or not. */
async function storedBytes(store: PackStore): Promise<number> {
  const areas = await Promise.all((['parts', 'blobs', 'rejected'] as const).map((area) => store.list(area)));
  return areas.flat().reduce((sum, { bytes }) => sum + bytes, 0);
}
