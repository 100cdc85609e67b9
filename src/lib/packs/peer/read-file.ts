import { MIB } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import type { PackId } from '../../domain/pack';
import { openBytes } from '../store/read';
import { readReceipt } from '../keep/receipt';
import type { PackStore } from '../store/store';
import { verified } from '../store/verified';

/** Most bytes of one call. */
const MOST_BYTES = 4 * MIB;

export type ReadFileArgs = { packId: PackId; sha256: Digest; offset: number; length: number };

/**
 * Bytes of a file of an installed pack, checked against its digests as they are read: nothing wrong is passed on.
 * Throws `pack/missing`, `pack/corrupt`, `storage/busy` while the file is being repaired.
 */
export async function readFile(
  store: PackStore,
  { packId, sha256, offset, length }: ReadFileArgs,
): Promise<Uint8Array<ArrayBuffer>> {
  if (length > MOST_BYTES) fail('bug/unexpected', { what: `a read of ${length} bytes` });
  const receipt = await readReceipt(store, packId);
  const shard = receipt?.manifest.shards.find((file) => file.sha256 === sha256);
  const ref = shard && (await store.ref(sha256));
  if (!receipt || !ref) return fail('pack/missing', { packId, file: shard?.path ?? sha256 });
  const source = await openBytes(ref);
  try {
    return (await verified(source, receipt.chunks.get(sha256) ?? []).read(offset, length)).slice();
  } finally {
    source.close();
  }
}
