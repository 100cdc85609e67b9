import type { StorageReport } from '../domain/device';
import type { InstalledPack, PackManifest } from '../domain/pack';

/** Whether a download has room, in bytes. `free` is null where the browser does not say. */
export type Forecast = { needs: number; free: number | null; hasRoom: boolean };

/** `promised` are bytes of other downloads that are still to come. */
export function forecast(needs: number, storage: StorageReport | null, promised = 0): Forecast {
  const { quotaBytes = null, usedBytes = null } = storage ?? {};
  const free = quotaBytes === null ? null : Math.max(0, quotaBytes - (usedBytes ?? 0) - promised);
  return { needs, free, hasRoom: free === null || needs <= free };
}

/** Bytes of `manifest` that no installed pack has: what they share is stored once. */
export function missingBytes(manifest: PackManifest, installed: readonly InstalledPack[]): number {
  const here = new Set(installed.flatMap((pack) => pack.manifest.shards.map(({ sha256 }) => sha256)));
  const missing = new Map(manifest.shards.map(({ sha256, bytes }) => [sha256, bytes]));
  return [...missing].reduce((sum, [sha256, bytes]) => sum + (here.has(sha256) ? 0 : bytes), 0);
}
