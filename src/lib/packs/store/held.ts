import { CHUNK_BYTES } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import type { Shard } from '../../domain/pack';
import type { PackStore } from './store';

/** Bytes here of each file: a blob, or the whole chunks of a part. A plan, not a check. */
export async function heldBytes(store: PackStore, shards: readonly Shard[]): Promise<Map<Digest, number>> {
  const held = new Map<Digest, number>();
  for (const { sha256, bytes } of shards) {
    // In this order: another tab may make the part a blob between the two, and then there is no part to be found.
    const part = (await store.size('parts', sha256)) ?? 0;
    const blob = await store.size('blobs', sha256);
    const whole = part >= bytes ? bytes : part - (part % CHUNK_BYTES);
    held.set(sha256, blob === undefined ? whole : Math.min(blob, bytes));
  }
  return held;
}
