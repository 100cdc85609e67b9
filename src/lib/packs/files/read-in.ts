import { type ByteSource, CHUNK_BYTES } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import { type Arrival, openArrival } from '../fetch/arrival';
import { copyIn } from '../fetch/copy-in';
import { keep } from '../fetch/download';
import { tryLock } from '../store/locks';
import { readProgress, writeProgress } from '../store/progress-record';
import { type FileDigest, type OpenSha256, sha256 } from '../form/sha256';
import type { PackStore } from '../store/store';
import { fileSource } from './file-source';
import { heldAlready } from './held-already';
import { nameOf, type Picked } from './picked';

/** Where it is read to, and what hashes it on the way. */
export type Quarantine = { store: PackStore; hash: OpenSha256 };

/**
 * Reads a file whose digest nobody has told, once: into quarantine, hashed on the way, so that nothing is read again
 * when it is installed. Until its digest is known the part bears a name made of the file's own name, size and time: the
 * same file chosen again goes on from what is held, once that was compared with it. Yields the bytes read.
 */
export async function* readIn(
  { store, hash }: Quarantine,
  picked: Picked,
  signal: AbortSignal,
): AsyncGenerator<number, FileDigest, void> {
  const source = fileSource(picked.file, nameOf(picked.path));
  try {
    const held = yield* heldAlready(store, source, signal);
    return held ?? (yield* readNew({ store, hash }, picked, source, signal));
  } finally {
    source.close();
  }
}

async function* readNew(
  { store, hash }: Quarantine,
  picked: Picked,
  source: ByteSource,
  signal: AbortSignal,
): AsyncGenerator<number, FileDigest, void> {
  const part = await partName(picked);
  const release = (await tryLock(part, 'exclusive')) ?? fail('storage/busy', { file: nameOf(picked.path) });
  try {
    const same = await isSame(store, part, source, signal);
    const wanted = { path: picked.path, bytes: source.size, sha256: part };
    const arrival = await openArrival(store, wanted, hash);
    let settled = false;
    try {
      if (!same) await arrival.restart();
      yield arrival.held;
      for await (const bytes of copyIn(source, arrival, (_, chunk) => chunk, signal)) yield bytes;
      const { sha256, chunks } = await finished(store, part, arrival);
      settled = true;
      await named(store, part, { sha256, chunks });
      yield source.size;
      return { sha256, chunks };
    } finally {
      if (!settled) await keep(arrival);
      arrival.close();
    }
  } finally {
    release();
  }
}

/** The name can be nobody's digest: then `finish` says whose it is, and leaves the part where it lies. */
async function finished(store: PackStore, part: Digest, arrival: Arrival): Promise<FileDigest> {
  const end = await arrival.finish();
  arrival.close();
  const { chunks } = (await readProgress(store, part)) ?? fail('storage/write-failed', { reason: 'record' });
  return { sha256: 'found' in end ? end.found : part, chunks };
}

/** The part under its own name, complete: an installation has nothing left to do but look at it. */
async function named(store: PackStore, part: Digest, { sha256: to, chunks }: FileDigest): Promise<void> {
  const release = (await tryLock(to, 'exclusive')) ?? fail('storage/busy', { sha256: to });
  try {
    const progress = await readProgress(store, part);
    if ((await store.size('blobs', to)) !== undefined) await store.remove('parts', part);
    else {
      await store.rename(part, to);
      if (progress) await writeProgress(store, to, { ...progress, chunks });
    }
    await store.removeRecord('progress', part);
  } finally {
    release();
  }
}

/** Under which a file lies until its digest is known: made of its name, size and time. */
export async function partName({ path, file }: Picked): Promise<Digest> {
  const told = JSON.stringify(['file', nameOf(path), file.size, file.lastModified]);
  return sha256(new TextEncoder().encode(told));
}

/** Whether what is held of a file with this name, size and time is the beginning of this one. */
async function isSame(
  store: PackStore,
  part: Digest,
  source: ByteSource,
  signal: AbortSignal,
): Promise<boolean> {
  const progress = await readProgress(store, part);
  if (!progress || progress.bytes > source.size) return false;
  for (const [index, expected] of progress.chunks.entries()) {
    signal.throwIfAborted();
    const offset = index * CHUNK_BYTES;
    const bytes = await source.read(offset, Math.min(CHUNK_BYTES, source.size - offset));
    if ((await sha256(bytes)) !== expected) return false;
  }
  return true;
}
