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
/** Packs whose place in the order is remembered. */
const MOST_KEPT = 500;
export const DEFAULT_SETTINGS: DownloadSettings = {
  atOnce: 2,
  bytesPerSecond: null,
  unmeteredOnly: false,
  byBrowser: false,
};

export const NO_DOWNLOADS: DownloadsRecord = { ...DEFAULT_SETTINGS, order: [], paused: [] };

export function loadDownloads(): Promise<DownloadsRecord | undefined> {
  return loadRecord('downloads', parseDownloads);
}

/** Writes what this tab has changed since `base`, over what the others have written meanwhile, one tab at a time. */
export async function saveDownloads(base: DownloadsRecord, mine: DownloadsRecord): Promise<void> {
  await navigator.locks.request('haversack:downloads', async () => {
    await saveRecord('downloads', mergedDownloads(base, mine, (await loadDownloads()) ?? base));
  });
}

/** `theirs`, with what differs between `base` and `mine`: a pause here and another order there both count. */
export function mergedDownloads(
  base: DownloadsRecord,
  mine: DownloadsRecord,
  theirs: DownloadsRecord,
): DownloadsRecord {
  const chosen = <K extends keyof DownloadSettings>(key: K) =>
    mine[key] === base[key] ? theirs[key] : mine[key];
  const both = (list: readonly PackId[], other: readonly PackId[]) =>
    list.filter((packId) => other.includes(packId)).join();
  const moved = both(mine.order, base.order) !== both(base.order, mine.order);
  const [first, second] = moved ? [mine.order, theirs.order] : [theirs.order, mine.order];
  return {
    atOnce: chosen('atOnce'),
    bytesPerSecond: chosen('bytesPerSecond'),
    unmeteredOnly: chosen('unmeteredOnly'),
    byBrowser: chosen('byBrowser'),
    order: [...new Set([...first, ...second])].slice(0, MOST_KEPT),
    paused: [
      ...new Set([
        ...theirs.paused.filter((packId) => mine.paused.includes(packId) || !base.paused.includes(packId)),
        ...mine.paused.filter((packId) => !base.paused.includes(packId)),
      ]),
    ],
  };
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
