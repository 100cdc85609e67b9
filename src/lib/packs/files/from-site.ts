import { MIB } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import type { Shard } from '../../domain/pack';
import { atSite } from '../fetch/addresses';
import { isAppErrorWith } from '../form/refused';
import { fetchSmall } from '../line/source';
import type { Planning } from './planning';

/** Licences have some kB, compiled libraries less than a megabyte: what is larger is not fetched while planning. */
const MOST_BYTES = 8 * MIB;

/**
 * Files of a pack that do not come with the chosen ones, as far as they can be had now: from the store, or from the site
 * at once. `there` are those that can. Offline a pack must not wait for a network that may never come.
 */
export async function fromSite(
  { room: { network }, store, signal }: Planning,
  shards: readonly Shard[],
): Promise<{ there: Shard[]; fetched: Map<Digest, Blob> }> {
  const there: Shard[] = [];
  const fetched = new Map<Digest, Blob>();
  for (const shard of shards) {
    if ((await store.size('blobs', shard.sha256)) !== shard.bytes) {
      if (shard.bytes > MOST_BYTES) continue;
      try {
        const bytes = await fetchSmall(atSite(shard), shard.bytes, network, signal);
        fetched.set(shard.sha256, new Blob([Uint8Array.from(bytes)]));
      } catch (thrown) {
        if (!isAppErrorWith(thrown, 'source/') && !isAppErrorWith(thrown, 'pack/manifest-too-large'))
          throw thrown;
        continue;
      }
    }
    there.push(shard);
  }
  return { there, fetched };
}
