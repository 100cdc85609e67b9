import { type ByteSource } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import type { Verdict } from '../../domain/pack';
import { isAppErrorWith } from '../form/refused';
import { openBytes } from './read';
import { digestFile, type FileDigest } from '../form/sha256';
import type { PackStore } from './store';

export type BlobCheck = { verdict: Verdict; chunks: Digest[] };

/** Reads a blob whole and hashes it; `chunks` are the digests of what is there. One of another length is not read. */
export async function checkBlob(
  store: PackStore,
  { sha256, bytes }: { sha256: Digest; bytes: number },
  signal: AbortSignal,
  onBytes?: (read: number) => void,
): Promise<BlobCheck> {
  const ref = await store.ref(sha256);
  if (!ref) return { verdict: 'missing', chunks: [] };
  let source: ByteSource | undefined;
  try {
    source = await openBytes(ref);
    if (source.size !== bytes) return { verdict: 'length', chunks: [] };
    const found: FileDigest = await digestFile(source, (read) => {
      signal.throwIfAborted();
      onBytes?.(read);
    });
    return { verdict: found.sha256 === sha256 ? 'match' : 'digest', chunks: found.chunks };
  } catch (thrown) {
    if (isAppErrorWith(thrown, 'pack/missing')) return { verdict: 'missing', chunks: [] };
    throw thrown;
  } finally {
    source?.close();
  }
}
