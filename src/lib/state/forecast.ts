import type { StorageReport } from '../domain/device';
import type { InstalledPack, PackManifest } from '../domain/pack';

/** Whether a download has room, in bytes. `free` is null where the browser does not say. */
export type Forecast = { needs: number; free: number | null; hasRoom: boolean };

/** What else is known of the room, in bytes. */
export type Beside = {
  /** Of other downloads that are still to come. */
  promised?: number;
  /** Of what was removed, and is freed when its room is needed. */
  removed?: number;
  /** What was found by trying, and what was in use then: more is not there, whatever the browser says. */
  tried?: { found: number; usedBytes: number } | undefined;
};

export function forecast(
  needs: number,
  storage: StorageReport | null,
  { promised = 0, removed = 0, tried }: Beside = {},
): Forecast {
  const { quotaBytes = null, usedBytes } = storage ?? {};
  const used = usedBytes ?? 0;
  const told = quotaBytes === null ? null : quotaBytes - used;
  const real = tried ? Math.min(told ?? Infinity, tried.found - (used - tried.usedBytes)) : told;
  const free = real === null ? null : Math.max(0, real + removed - promised);
  return { needs, free, hasRoom: free === null || needs <= free };
}

/** Bytes of `manifest` that no installed pack has: what they share is stored once. */
export function missingBytes(manifest: PackManifest, installed: readonly InstalledPack[]): number {
  const here = new Set(installed.flatMap((pack) => pack.manifest.shards.map(({ sha256 }) => sha256)));
  const missing = new Map(manifest.shards.map(({ sha256, bytes }) => [sha256, bytes]));
  return [...missing].reduce((sum, [sha256, bytes]) => sum + (here.has(sha256) ? 0 : bytes), 0);
}
