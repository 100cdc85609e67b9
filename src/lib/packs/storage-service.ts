import type { StorageReport } from '../domain/device';
import type { PackId } from '../domain/pack';
import type { RemovedPack, StorageUsage, StorePlace } from '../domain/usage';
import { freeRemoved, removePack, tidy } from './remove';
import { bringBack } from './removed';
import type { PacksRoom } from './room';
import { listRemoved, usage } from './usage';

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
  /** From now on packs are kept in memory, which starts empty and ends with this worker. */
  withoutSaving(args: Nothing, context: Context): Promise<null>;
};

export function storageService({ store, offers, ...room }: PacksRoom): StorageService {
  return {
    async remove({ packId }) {
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
    removed: async () => listRemoved(await room.recovered()),
    async freeRemoved() {
      const freedBytes = await freeRemoved(await store());
      offers.endAll();
      return { freedBytes };
    },
    place: async () => (await store()).kind,
    usage: async () => usage(await room.recovered()),
    async parts() {
      const parts = await (await store()).list('parts');
      return { count: parts.length, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0) };
    },
    clearParts: async () => ({ freedBytes: await tidy(await store()) }),
    async storage() {
      // Some private windows reject instead of answering.
      const estimate = await navigator.storage?.estimate?.().catch(() => undefined);
      const persisted = await navigator.storage?.persisted?.().catch(() => undefined);
      return {
        opfs: (await store()).kind === 'opfs',
        quotaBytes: estimate?.quota ?? null,
        usedBytes: estimate?.usage ?? null,
        persisted: persisted ?? null,
      };
    },
    async withoutSaving() {
      await room.withoutSaving();
      return null;
    },
  };
}
