import { checkRoom } from '../keep/quota';
import type { PackStore } from '../store/store';
import type { Picked } from './picked';
import { partName } from './read-in';

/**
 * Bytes that reading these files in will take, of all they have. Throws `storage/quota` with the figures where there is
 * no room for them, before a byte is stored.
 */
export async function spaceFor(
  store: PackStore,
  files: readonly Picked[],
): Promise<{ totalBytes: number; needed: number }> {
  let totalBytes = 0;
  let needed = 0;
  const stored = new Set(
    [...(await store.list('blobs')), ...(await store.list('parts'))].map(({ bytes }) => bytes),
  );
  for (const picked of files) {
    const { size } = picked.file;
    totalBytes += size;
    // One of the same length is most likely the same one. Where it is not, the first write that has no room tells.
    if (!stored.has(size)) needed += size - ((await store.size('parts', await partName(picked))) ?? 0);
  }
  await checkRoom(store, needed);
  return { totalBytes, needed };
}
