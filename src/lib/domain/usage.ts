import type { PackId } from './pack';

/** Where packs are kept: two kinds of storage of the browser, or this tab's memory, which ends with the tab. */
export type StorePlace = 'opfs' | 'cache' | 'memory';

/** A number of files and their bytes. */
export type Heap = { count: number; bytes: number };

/** What one installed pack takes. A file that several packs have is stored once. */
export type PackUsage = {
  packId: PackId;
  name: string;
  /** All its files that are here. */
  bytes: number;
  /** Of these, files that other packs have too: removing the pack does not free them. */
  sharedBytes: number;
  sharedWith: PackId[];
};

/** A pack that was removed and can be brought back until the app is opened again, or the room is needed. */
export type RemovedPack = {
  packId: PackId;
  name: string;
  /** ISO time. */
  at: string;
  /** What freeing it gives back. */
  bytes: number;
};

/** Everything that packs take on this device; each file is counted in one place only. */
export type StorageUsage = {
  place: StorePlace;
  /** Distinct files of installed packs. */
  modelBytes: number;
  packs: PackUsage[];
  removed: RemovedPack[];
  /** Downloads that are not complete. */
  parts: Heap;
  /** Files that no pack names: left over from a browser that was half cleared, or killed. */
  loose: Heap;
  rejected: Heap;
};
