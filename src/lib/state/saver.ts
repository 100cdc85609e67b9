import { saveRecord, type RecordKey } from '../records';

const savers = new Set<Saver>();

/** Before something that may end this tab: settles when all that was changed is on record. */
export async function saveAllNow(): Promise<void> {
  await Promise.all([...savers].map((saver) => saver.flush()));
}

/**
 * Saves a record soon after the last change, and at once when the page is hidden: on phones a hidden page may never
 * come back. `delayMs` may grow with the record, so that a large text is not written over and over.
 */
export class Saver {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #make: (() => unknown) | undefined;

  constructor(
    private readonly key: RecordKey,
    private readonly report: (error: unknown) => void,
  ) {
    savers.add(this);
    addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.flush();
    });
    addEventListener('pagehide', () => void this.flush());
  }

  schedule(make: () => unknown, delayMs = 400): void {
    this.#make = make;
    this.#timer ??= setTimeout(() => void this.flush(), delayMs);
  }

  /** Settles when it is saved, or the failure was reported. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const make = this.#make;
    this.#make = undefined;
    if (make) await saveRecord(this.key, make()).catch(this.report);
  }
}
