import type { PackManifest } from '../domain/pack';
import { termsKey } from '../domain/terms-key';
import { loadRecord, saveRecord } from '../records';

/** ISO time by `termsKey`. */
type Times = Readonly<Record<string, string>>;

/** Of more terms than this nobody keeps track. */
const MOST = 200;

/** Which terms the person has accepted and when: asked once, also across reloads and for other models under the same. */
export class AcceptedTerms {
  times = $state.raw<Times>({});
  readonly #now: () => Date;

  constructor(now: () => Date = () => new Date()) {
    this.#now = now;
  }

  async read(): Promise<void> {
    this.times = { ...(await stored()), ...this.times };
  }

  /** ISO time, undefined where they were not accepted in this browser. */
  at(manifest: PackManifest): string | undefined {
    const key = termsKey(manifest);
    return Object.hasOwn(this.times, key) ? this.times[key] : undefined;
  }

  /** The first time counts. Written over what another tab has noted meanwhile. */
  async note(manifest: PackManifest): Promise<void> {
    if (this.at(manifest) !== undefined) return;
    this.times = { ...this.times, [termsKey(manifest)]: this.#now().toISOString() };
    const newest = Object.entries({ ...(await stored()), ...this.times })
      .sort(([, a], [, b]) => (a < b ? 1 : -1))
      .slice(0, MOST);
    await saveRecord('accepted', Object.fromEntries(newest));
  }

  /** The person has deleted what this app knows of them. */
  forget(): void {
    this.times = {};
  }
}

function stored(): Promise<Times | undefined> {
  return loadRecord('accepted', parseTimes);
}

/** Entry by entry: what is not a time is left out. */
export function parseTimes(value: unknown): Times | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter(
      ([key, at]) => key.length < 5000 && typeof at === 'string' && !Number.isNaN(Date.parse(at)),
    ),
  ) as Times;
}
