import type { Digest } from '../../domain/digest';
import type { WantedFile } from './arrival';
import { chunkLength } from './fetch-chunk';
import { openSha256, sha256 } from '../form/sha256';
import type { PackStore } from '../store/store';
import type { Way } from './way';

/**
 * Reads a blob that is not what it was, and fetches again the chunks that differ, each by itself. Returns its chunk
 * digests and how many were replaced; undefined if that did not bring the right file back (no digests per chunk are
 * known, or they were wrong): then the blob is gone. Only checked bytes are written.
 * The caller holds the blob's lock, alone.
 */
export async function repairBlob(
  store: PackStore,
  file: WantedFile,
  way: Way,
  signal: AbortSignal,
): Promise<{ chunks: Digest[]; healed: number } | undefined> {
  const blob = await store.open('blobs', file.sha256);
  let healed = 0;
  try {
    await blob.truncate(file.bytes);
    const whole = await openSha256({ bytes: file.bytes });
    const chunks: Digest[] = [];
    for (let index = 0; chunkLength(file, index) > 0; index++) {
      signal.throwIfAborted();
      let bytes = await blob.read(index);
      let digest = await sha256(bytes);
      const expected = file.chunks?.[index];
      if (expected && digest !== expected) {
        bytes = await way.chunk(index, expected, signal);
        digest = expected;
        await blob.write(index, bytes);
        healed++;
      }
      await whole.update(bytes);
      chunks.push(digest);
    }
    await blob.flush();
    if ((await whole.digest()) === file.sha256) return { chunks, healed };
  } finally {
    blob.close();
  }
  await store.remove('blobs', file.sha256);
  return undefined;
}
