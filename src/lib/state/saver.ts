import { saveRecord, type RecordKey } from '../records';

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
    addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.flush();
    });
    addEventListener('pagehide', () => this.flush());
  }

  schedule(make: () => unknown, delayMs = 400): void {
    this.#make = make;
    this.#timer ??= setTimeout(() => this.flush(), delayMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const make = this.#make;
    this.#make = undefined;
    if (make) saveRecord(this.key, make()).catch(this.report);
  }
}
