import { fail } from '../../domain/errors';
import type { CatalogueEntry } from '../../domain/pack';
import type { Network } from '../line/network';
import { fetchSmall } from '../line/source';
import { sha256 } from '../form/sha256';
import type { PackStore } from '../store/store';

/** Longest licence shown: the longest in use is under 100 kB. */
const MOST_BYTES = 1024 * 1024;

/**
 * A licence file's text: from this device if it is here, else from `baseUrl`. Its digest is checked either way, so
 * what a person accepts is what the pack carries. The entry must have been checked.
 */
export async function licenceText(
  store: PackStore,
  { manifest, packId }: CatalogueEntry,
  path: string,
  baseUrl: string,
  network: Network,
  signal: AbortSignal,
): Promise<string> {
  const shard = manifest.shards.find((each) => each.role === 'licence' && each.path === path);
  if (!shard || shard.bytes > MOST_BYTES) return fail('pack/missing', { packId, file: path });
  const held = await store.ref(shard.sha256);
  const file = held && (held instanceof Blob ? held : await held.getFile());
  const bytes = file
    ? new Uint8Array(await file.arrayBuffer())
    : Uint8Array.from(await fetchSmall(`${baseUrl}/blobs/${shard.sha256}`, shard.bytes, network, signal));
  if ((await sha256(bytes)) !== shard.sha256)
    return fail(file ? 'pack/corrupt' : 'source/digest', { packId, file: path });
  return new TextDecoder().decode(bytes);
}
