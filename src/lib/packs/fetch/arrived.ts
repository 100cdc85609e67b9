import { ARRIVED_CACHE } from '../../domain/arrived';
import type { PackId, PackManifest } from '../../domain/pack';
import { openBytes } from '../store/read';
import type { Supply } from './supply';

/** Files that the browser has fetched by itself (Background Fetch), unchecked, until `drop` frees them. */
export type Arrived = { supply: Supply; drop: () => Promise<void> };

/**
 * What of a pack the browser has left in its cache for us: a local supply, which passes the checks of every other. Files
 * of another length are not offered. Undefined where there are none.
 */
export async function arrivedFiles(
  packId: PackId,
  manifest: PackManifest,
  addresses: (shard: PackManifest['shards'][number]) => string[],
): Promise<Arrived | undefined> {
  if (!('caches' in globalThis) || !(await caches.has(ARRIVED_CACHE))) return undefined;
  const cache = await caches.open(ARRIVED_CACHE);
  const blobs = new Map<string, Blob>();
  const urls = manifest.shards.flatMap(addresses);
  for (const shard of manifest.shards) {
    for (const url of addresses(shard)) {
      const blob = await (await cache.match(url))?.blob();
      if (blob?.size === shard.bytes) blobs.set(shard.sha256, blob);
    }
  }
  const drop = async () => {
    for (const { url } of await cache.keys())
      if (urls.includes(url) || url.endsWith(`/arrived/${packId}`)) await cache.delete(url);
  };
  if (blobs.size === 0) return void (await drop());
  const open = async ({ sha256 }: { sha256: string }) => {
    const blob = blobs.get(sha256);
    return blob && openBytes(blob);
  };
  return { supply: { kind: 'local', open }, drop };
}
