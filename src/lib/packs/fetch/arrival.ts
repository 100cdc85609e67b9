import { CHUNK_BYTES, MIB } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { type Progress, readProgress, writeProgress } from '../store/progress-record';
import { type OpenSha256, openSha256, sha256, type Sha256Stream } from '../form/sha256';
import type { ChunkFile, PackStore } from '../store/store';

/** A file to be had: what is known of it before a byte of it is here. */
export type WantedFile = { path: string; bytes: number; sha256: Digest; chunks?: readonly Digest[] };

/** A tab that is killed fetches so much again, and what was written in the meantime. */
const SAVE_BYTES = 8 * MIB;
/** Where chunks have known digests, what is on disk beyond the record is found good by itself: it is only read again. */
const SAVE_KNOWN_BYTES = 32 * MIB;

/** On a slow line that much takes minutes, and phones end tabs that nobody looks at: so it is saved this often, too. */
const SAVE_MS = 10_000;

/** Bytes of a chunk, with their digest. */
export type Chunk = { bytes: Uint8Array<ArrayBuffer>; digest: Digest };

/**
 * A file of `parts/` while it arrives. Chunks are appended in order, each once; the hash of the whole runs along.
 * The caller holds the blob's lock from before `openArrival` until after `close`.
 */
export interface Arrival {
  /** Written bytes are flushed, and then recorded, this often. */
  saveBytes: number;
  /** And no less often than this, in ms, at the end of a chunk. */
  saveMs: number;
  /** Bytes on disk that count. */
  readonly held: number;
  /** `finish` found that all of it came, and is another file. */
  readonly isAnother: boolean;
  /** Strong ETags by address, kept for If-Range. */
  readonly etags: Map<string, string>;
  /** Appends the next chunk, whose digest the caller has computed, and compared where one is known. */
  append(bytes: Uint8Array<ArrayBuffer>, digest: Digest): Promise<void>;
  /** A chunk that is held, read back, with the digest that was given for it. The array may be reused by the next read. */
  chunk(index: number): Promise<Chunk | undefined>;
  /** Flushes, then records how far the file has come. */
  save(): Promise<void>;
  /** Forgets everything held. */
  restart(): Promise<void>;
  /**
   * The file is complete. `chunks`: its digest agrees, and it is a blob now. `found` is the digest of another file: it
   * stays where it is until `restart` or `setApart`.
   */
  finish(): Promise<{ chunks: Digest[] } | { found: Digest }>;
  /** Moves what came, which is another file, to where nothing reads it. */
  setApart(): Promise<void>;
  close(): void;
}

export async function openArrival(
  store: PackStore,
  wanted: WantedFile,
  hashing: OpenSha256 = openSha256,
): Promise<Arrival> {
  const file = await store.open('parts', wanted.sha256);
  try {
    return await arrivalOf(store, wanted, file, hashing);
  } catch (thrown) {
    file.close();
    throw thrown;
  }
}

async function arrivalOf(
  store: PackStore,
  wanted: WantedFile,
  file: ChunkFile,
  hashing: OpenSha256,
): Promise<Arrival> {
  const { hash: resumed, progress } = await held(store, wanted, file, hashing);
  let hash = resumed;
  let saved = progress.bytes;
  let savedAt = performance.now();
  const { etags } = progress;
  let { bytes, chunks } = progress;
  let isAnother = false;
  let open = true;

  const close = () => {
    if (!open) return;
    open = false;
    hash.close();
    file.close();
  };
  /** Never more than is on disk; the hash may still be at work while the disk is. */
  const record = async (state = hash.save()) => {
    const upTo = bytes;
    state.catch(() => {}); // awaited below, unless the disk fails first
    await file.flush();
    await writeProgress(store, wanted.sha256, { bytes: upTo, state: await state, chunks, etags });
    saved = upTo;
    savedAt = performance.now();
  };

  const arrival: Arrival = {
    saveBytes: wanted.chunks ? SAVE_KNOWN_BYTES : SAVE_BYTES,
    saveMs: SAVE_MS,
    get held() {
      return bytes;
    },
    get isAnother() {
      return isAnother;
    },
    etags,
    async append(chunk, digest) {
      await file.write(chunks.length, chunk);
      await hash.update(chunk);
      chunks.push(digest);
      bytes += chunk.length;
      const late = performance.now() - savedAt >= arrival.saveMs;
      if (late || bytes - saved >= arrival.saveBytes) await arrival.save();
    },
    async chunk(index) {
      const digest = chunks[index];
      return open && digest !== undefined ? { bytes: await file.read(index), digest } : undefined;
    },
    async save() {
      if (bytes !== saved) await record();
    },
    async restart() {
      await file.truncate(0);
      await store.removeRecord('progress', wanted.sha256);
      const before = hash;
      hash = await hashing({ bytes: wanted.bytes });
      before.close(); // last: a thread without streams ends
      bytes = saved = 0;
      isAnother = false;
      chunks = [];
      etags.clear();
    },
    async finish() {
      const state = await hash.save();
      const found = await hash.digest();
      isAnother = found !== wanted.sha256;
      if (isAnother) {
        if (bytes !== saved) await record(Promise.resolve(state));
        return { found };
      }
      await file.flush();
      saved = bytes; // what is a blob needs no record to go on from
      close();
      await store.promote(wanted.sha256);
      await store.removeRecord('progress', wanted.sha256);
      return { chunks };
    },
    async setApart() {
      close();
      await store.setApart(wanted.sha256);
      await store.removeRecord('progress', wanted.sha256);
    },
    close,
  };
  return arrival;
}

/**
 * What of the file on disk counts: as far as the record goes, and beyond it whatever agrees with known chunk digests.
 * The rest is cut off. A record that is damaged, or says more than there is, counts for nothing.
 */
async function held(
  store: PackStore,
  wanted: WantedFile,
  file: ChunkFile,
  hashing: OpenSha256,
): Promise<{ hash: Sha256Stream; progress: Progress }> {
  const nothing = (): Progress => ({ bytes: 0, state: new Uint8Array(), chunks: [], etags: new Map() });
  const record = await readProgress(store, wanted.sha256);
  const sound =
    record !== undefined &&
    record.bytes <= Math.min(file.size(), wanted.bytes) &&
    record.chunks.every((digest, index) => !wanted.chunks || digest === wanted.chunks[index]);
  const resumed = sound
    ? await hashFrom({ bytes: wanted.bytes - record.bytes, state: record.state }, hashing)
    : undefined;
  const progress = resumed && record ? record : nothing();
  const hash = resumed ?? (await hashing({ bytes: wanted.bytes }));

  while (wanted.chunks && progress.bytes < Math.min(file.size(), wanted.bytes)) {
    const bytes = await file.read(progress.chunks.length);
    const digest = await sha256(bytes);
    if (digest !== wanted.chunks[progress.chunks.length]) break;
    await hash.update(bytes);
    progress.chunks.push(digest);
    progress.bytes += bytes.length;
  }
  if (progress.bytes % CHUNK_BYTES !== 0 && progress.bytes !== wanted.bytes) {
    await file.truncate(0);
    const fresh = await hashing({ bytes: wanted.bytes });
    hash.close();
    return { hash: fresh, progress: nothing() };
  }
  await file.truncate(progress.bytes);
  return { hash, progress };
}

async function hashFrom(
  from: { bytes: number; state: Uint8Array },
  hashing: OpenSha256,
): Promise<Sha256Stream | undefined> {
  try {
    return await hashing(from);
  } catch {
    return undefined; // saved by another build of the hash: what is on disk is hashed again, or fetched again
  }
}
