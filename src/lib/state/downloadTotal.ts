import type { InstallState } from '../domain/install';
import { formatBytes, formatDuration } from '../i18n/format';
import type { Messages } from '../i18n/messages';

/** All downloads that are to go on by themselves, as one. */
export type DownloadTotal = {
  count: number;
  /** Of these: those that are being fetched now. */
  running: number;
  heldBytes: number;
  totalBytes: number;
  /** Null until it can be told. */
  bytesPerSecond: number | null;
  secondsLeft: number | null;
};

/** Undefined where nothing is arriving or waiting for its turn. */
export function totalOf(states: readonly (InstallState | undefined)[]): DownloadTotal | undefined {
  const total = { count: 0, running: 0, heldBytes: 0, totalBytes: 0, bytesPerSecond: null as number | null };
  /** Bytes per second by which each reckons its own time, which is steadier than its speed. */
  let pace = 0;
  for (const state of states) {
    if (!state || !('totalBytes' in state) || state.kind === 'paused' || state.kind === 'failed') continue;
    total.count += 1;
    if (state.kind !== 'queued') total.running += 1;
    total.heldBytes += state.heldBytes;
    total.totalBytes += state.totalBytes;
    if (state.kind !== 'running') continue;
    if (state.bytesPerSecond !== null)
      total.bytesPerSecond = (total.bytesPerSecond ?? 0) + state.bytesPerSecond;
    if (state.secondsLeft) pace += (state.totalBytes - state.heldBytes) / state.secondsLeft;
  }
  if (total.totalBytes === 0) return undefined;
  return { ...total, secondsLeft: pace > 0 ? (total.totalBytes - total.heldBytes) / pace : null };
}

export function percentOf({ heldBytes, totalBytes }: DownloadTotal): number {
  return Math.floor((heldBytes / totalBytes) * 100);
}

/** "42% · 30 seconds left · 41 MB of 98 MB · 2 MB/s · " before a page's title: seen from another tab, most important first. */
export function titlePrefixOf(total: DownloadTotal | undefined, t: Messages, locale: string): string {
  if (!total) return '';
  const size = (bytes: number) => formatBytes(bytes, locale);
  const { heldBytes, totalBytes, bytesPerSecond, secondsLeft } = total;
  const parts = [
    `${percentOf(total)}%`,
    secondsLeft === null ? '' : t.pack.left(formatDuration(secondsLeft, t)),
    t.pack.progress(size(heldBytes), size(totalBytes)),
    bytesPerSecond === null ? '' : t.pack.speed(size(bytesPerSecond)),
  ];
  return parts
    .filter(Boolean)
    .map((part) => `${part} · `)
    .join('');
}
