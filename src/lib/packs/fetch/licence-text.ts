import { licenceAt, standardText } from '../../domain/licence-texts';
import { fail } from '../../domain/errors';
import type { CatalogueEntry } from '../../domain/pack';
import { blobUrl, type Network } from '../line/network';
import { fetchSmall } from '../line/source';
import { sha256 } from '../form/sha256';
import type { PackStore } from '../store/store';
import { atSite } from './addresses';

/** Longest licence shown: the longest in use is under 100 kB. */
const MOST_BYTES = 1024 * 1024;

/**
 * A licence file's text: from this device if it is here, else from `baseUrl`, or where it is a standard one from the app
 * itself, which is here offline. Its digest is checked either way, so what a person accepts is what the pack carries. The entry must have been checked.
 */
export async function licenceText(
  store: PackStore,
  { manifest, packId }: CatalogueEntry,
  path: string,
  baseUrl: string,
  network: Network,
  signal: AbortSignal,
): Promise<string> {
  const shard = licenceAt(manifest, path);
  if (!shard || shard.bytes > MOST_BYTES) return fail('pack/missing', { packId, file: path });
  const held = await store.ref(shard.sha256);
  const file = held && (held instanceof Blob ? held : await held.getFile());
  const address = standardText(shard.sha256) ? atSite(shard) : blobUrl(baseUrl, shard.sha256);
  const bytes = file
    ? new Uint8Array(await file.arrayBuffer())
    : Uint8Array.from(await fetchSmall(address, shard.bytes, network, signal));
  if ((await sha256(bytes)) !== shard.sha256)
    return fail(file ? 'pack/corrupt' : 'source/digest', { packId, file: path });
  return new TextDecoder().decode(bytes);
}
