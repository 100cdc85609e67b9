import { isDigest } from '../domain/digest';
import type { PackId } from '../domain/pack';
import { loadRecord, saveRecord } from '../records';

/** What a person chose about their downloads. */
export type DownloadSettings = {
  /** How many are fetched at a time: 1 to MOST_AT_ONCE. */
  atOnce: number;
  /** Bound of all of them together, or null for as fast as the line is. */
  bytesPerSecond: number | null;
  unmeteredOnly: boolean;
  /** The browser fetches by itself what this site offers, also while no window of the app is open. */
  byBrowser: boolean;
};

/** `order` and `paused` may name packs that are gone: nobody minds. */
export type DownloadsRecord = DownloadSettings & { order: PackId[]; paused: PackId[] };

export const MOST_AT_ONCE = 6;
export const DEFAULT_SETTINGS: DownloadSettings = {
  atOnce: 2,
  bytesPerSecond: null,
  unmeteredOnly: false,
  byBrowser: false,
};

export function loadDownloads(): Promise<DownloadsRecord | undefined> {
  return loadRecord('downloads', parseDownloads);
}

export function saveDownloads(record: DownloadsRecord): Promise<void> {
  return saveRecord('downloads', record);
}

/** Field by field: of a record that another version wrote, what is understood is kept. */
export function parseDownloads(stored: unknown): DownloadsRecord | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { atOnce, bytesPerSecond, unmeteredOnly, byBrowser, order, paused } = stored as Record<
    string,
    unknown
  >;
  return {
    atOnce: isCount(atOnce) && atOnce <= MOST_AT_ONCE ? atOnce : DEFAULT_SETTINGS.atOnce,
    bytesPerSecond: isCount(bytesPerSecond) ? bytesPerSecond : null,
    unmeteredOnly: unmeteredOnly === true,
    byBrowser: byBrowser === true,
    order: digests(order),
    paused: digests(paused),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function digests(value: unknown): PackId[] {
  return Array.isArray(value) ? [...new Set(value.filter(isDigest))] : [];
}
