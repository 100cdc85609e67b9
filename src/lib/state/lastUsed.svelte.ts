import { isDigest } from '../domain/digest';
import type { PackId } from '../domain/pack';
import { loadRecord, saveRecord } from '../records';

/** ISO time by pack. */
type Times = Readonly<Record<PackId, string>>;

/** A model that writes sentence after sentence is not noted for each of them. */
const EVERY_MS = 60_000;
/** Of packs that went long ago nobody asks. */
const MOST = 200;

/** When each pack last wrote something, across reloads. */
export class LastUsed {
  times = $state.raw<Times>({});
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async read(): Promise<void> {
    this.times = { ...(await stored()), ...this.times };
  }

  /** Written over what another tab has noted of other packs meanwhile. */
  async note(packId: PackId): Promise<void> {
    const now = this.#now();
    const last = Date.parse(this.times[packId] ?? '');
    if (now - last < EVERY_MS && now >= last) return;
    this.times = { ...this.times, [packId]: new Date(now).toISOString() };
    const newest = Object.entries({ ...(await stored()), ...this.times })
      .sort(([, a], [, b]) => (a < b ? 1 : -1))
      .slice(0, MOST);
    await saveRecord('used', Object.fromEntries(newest));
  }

  /** The person has deleted what this app knows of their work. */
  forget(): void {
    this.times = {};
  }
}

function stored(): Promise<Times | undefined> {
  return loadRecord('used', parseTimes);
}

/** Entry by entry: what is not a time of a pack is left out. */
export function parseTimes(value: unknown): Times | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter(([packId, at]) => isDigest(packId) && typeof at === 'string' && at.length < 40),
  ) as Times;
}
