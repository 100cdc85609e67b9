import type { BlobRef } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import type { StorePlace } from '../../domain/usage';
import { cacheStore } from './store-cache';
import { memoryStore } from './store-memory';
import { opfsStore } from './store-opfs';

/**
 * Content-addressed storage on this device. `parts` is the quarantine: files that are still arriving, which nothing
 * else reads. `blobs` holds files whose digest was checked, under that digest; `rejected` what came under that name
 * and is another file. Records are small texts of ours.
 * Whoever writes or removes a file holds its lock (locks.ts). Only our own names are ever listed or removed.
 */
export interface PackStore {
  readonly kind: StorePlace;
  /**
   * False once a person has cleared this site's data under an open tab: then the store must be opened anew, since handles
   * to what is gone may never answer. Absent where that cannot happen.
   */
  isThere?(): Promise<boolean>;
  /** Opens a file to write to it. Makes an empty part where there is none; throws `pack/missing` for a blob. */
  open(area: Area, sha256: Digest): Promise<ChunkFile>;
  /** Bytes of a file, or undefined if there is none. */
  size(area: Area, sha256: Digest): Promise<number | undefined>;
  list(area: Area): Promise<{ sha256: Digest; bytes: number }[]>;
  remove(area: Area, sha256: Digest): Promise<void>;
  /** A checked part becomes a blob, in one step. The part must be closed. */
  promote(sha256: Digest): Promise<void>;
  /** A part that is another file than was wanted goes to `rejected`, in one step. The part must be closed. */
  setApart(sha256: Digest): Promise<void>;
  /** A closed part whose digest is known at last gets its own name, in place of what had it. */
  rename(part: Digest, to: Digest): Promise<void>;
  /** What a worker needs to read a blob; undefined if there is none. */
  ref(sha256: Digest): Promise<BlobRef | undefined>;

  /** How many of `bytes` more the browser lets us store, as far as can be found out: all of them, or about how many. */
  room(bytes: number): Promise<number>;

  readRecord(folder: RecordFolder, name: Digest): Promise<string | undefined>;
  writeRecord(folder: RecordFolder, name: Digest, text: string): Promise<void>;
  removeRecord(folder: RecordFolder, name: Digest): Promise<void>;
  listRecords(folder: RecordFolder): Promise<Digest[]>;
}

export type Area = 'parts' | 'blobs' | 'rejected';
/**
 * `progress` how far a part has come, `manifests` canonical manifests under their own digest, `wanted` where a pack
 * comes from and that the person asked for it, `packs` the receipts, `removed` packs that can be brought back until the
 * next start, `seen` the newest list of each site key, `refusals` why a file was refused.
 */
export type RecordFolder = 'progress' | 'manifests' | 'wanted' | 'packs' | 'removed' | 'seen' | 'refusals';

/** A file of the store, open for one writer. Chunks are CHUNK_BYTES long, the last one shorter. */
export interface ChunkFile {
  size(): number;
  /** The chunk's bytes, fewer or none where the file ends. The array may be reused by the next read. */
  read(index: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Throws `storage/quota` or `storage/write-failed`. */
  write(index: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Cuts the file to `bytes`, a whole number of chunks or the size of a complete file. Never lengthens it. */
  truncate(bytes: number): Promise<void>;
  /** What was written survives a power cut. */
  flush(): Promise<void>;
  close(): void;
}

/** The name of everything of ours: a folder in OPFS, a cache in Cache Storage. */
const ROOT = 'haversack-packs';

/**
 * OPFS with sync handles where there is one, else Cache Storage, else this tab's memory. Throws `storage/unavailable`
 * where even that is refused.
 */
export async function openStore(root = ROOT): Promise<PackStore> {
  return (await opfsStore(root)) ?? (await cacheStore(root)) ?? (await memoryStore());
}
