import { type ByteSource, CHUNK_BYTES } from '../../domain/bytes';
import { listReceipts } from '../keep/installed';
import { digestOf, readProgress } from '../store/progress-record';
import { type FileDigest, sha256 } from '../form/sha256';
import type { PackStore } from '../store/store';

/**
 * The digests of a file that is here already, under a name that only its digest gives: in an installed pack, or whole in
 * quarantine since an earlier visit. Found by comparing it with the digests of its chunks: it is read, not written.
 * Yields the bytes compared.
 */
export async function* heldAlready(
  store: PackStore,
  source: ByteSource,
  signal: AbortSignal,
): AsyncGenerator<number, FileDigest | undefined, void> {
  let candidates = await candidatesOf(store, source.size);
  for (let index = 0; candidates.length > 0; index++) {
    signal.throwIfAborted();
    const offset = index * CHUNK_BYTES;
    if (offset >= source.size) return candidates[0];
    const length = Math.min(CHUNK_BYTES, source.size - offset);
    const digest = await sha256(await source.read(offset, length));
    candidates = candidates.filter(({ chunks }) => chunks[index] === digest);
    if (candidates.length > 0) yield offset + length;
  }
  return undefined;
}

async function candidatesOf(store: PackStore, bytes: number): Promise<FileDigest[]> {
  const found: FileDigest[] = [];
  for (const receipt of await listReceipts(store)) {
    for (const shard of receipt.manifest.shards) {
      const chunks = receipt.chunks.get(shard.sha256);
      if (shard.bytes === bytes && chunks && (await store.size('blobs', shard.sha256)) === bytes)
        found.push({ sha256: shard.sha256, chunks });
    }
  }
  for (const part of await store.list('parts')) {
    const progress = part.bytes === bytes ? await readProgress(store, part.sha256) : undefined;
    if (progress?.bytes !== bytes || progress.chunks.length !== Math.ceil(bytes / CHUNK_BYTES)) continue;
    // A part may bear another name than its digest: one whose digest is not known yet, or one that came and is wrong.
    if ((await digestOf(progress)) === part.sha256)
      found.push({ sha256: part.sha256, chunks: progress.chunks });
  }
  return found;
}
