import type { Digest } from '../../domain/digest';
import type { Shard } from '../../domain/pack';
import { networkSupply } from '../addresses';
import { isAppErrorWith } from '../refused';
import { fetchSmall } from '../source';
import type { Planning } from './planning';

/**
 * Libraries of this site that fit, as far as they can be had now: from the store, or from the site at once, since each
 * has less than a megabyte. Offline a pack goes without those that are not here, and runs on the CPU: it must not wait
 * for a network that may never come.
 */
export async function withoutAbsent(
  { room: { network }, store, signal }: Planning,
  libraries: readonly Shard[],
): Promise<{ libraries: Shard[]; bytesOf: Map<Digest, Blob> }> {
  const there: Shard[] = [];
  const bytesOf = new Map<Digest, Blob>();
  const { addresses } = networkSupply({ kind: 'file', fileName: '' }, []);
  for (const library of libraries) {
    const held = (await store.size('blobs', library.sha256)) === library.bytes;
    const [address] = addresses(library);
    if (!held && address !== undefined) {
      try {
        const bytes = await fetchSmall(address, library.bytes, network, signal);
        bytesOf.set(library.sha256, new Blob([Uint8Array.from(bytes)]));
      } catch (thrown) {
        if (!isAppErrorWith(thrown, 'source/') && !isAppErrorWith(thrown, 'pack/manifest-too-large'))
          throw thrown;
        continue;
      }
    }
    there.push(library);
  }
  return { libraries: there, bytesOf };
}
