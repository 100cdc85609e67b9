import type { StorageReport } from '../domain/device';
import type { InstallEvent, InstallResult } from '../domain/install';
import type { RemovedPack } from '../domain/usage';
import type { DownloadTotal } from './downloadTotal';
import type { PacksWorker } from './downloads.svelte';
import { forecast, type Forecast } from './forecast';

/** While something arrives, what it takes is read again this often. */
const FOLLOW_MS = 4000;

export type SpaceParts = {
  packs: () => PacksWorker;
  /** All that is on its way; undefined where nothing is. */
  arriving: () => Pick<DownloadTotal, 'heldBytes' | 'totalBytes'> | undefined;
  removed: () => readonly RemovedPack[];
  report: (thrown: unknown) => void;
};

type Follow<A extends unknown[]> = (...args: A) => AsyncGenerator<InstallEvent, InstallResult, void>;

/** What is in use and what is free, as the browser tells it and as it was tried. */
export class Space {
  report = $state.raw<StorageReport | null>(null);
  /** Of files that are not complete. */
  partBytes = $state(0);
  #tried = $state.raw<{ found: number; usedBytes: number } | undefined>();
  #readAt = 0;
  readonly #parts: SpaceParts;

  constructor(
    parts: SpaceParts,
    private readonly followMs = FOLLOW_MS,
  ) {
    this.#parts = parts;
  }

  async read(): Promise<void> {
    this.#readAt = performance.now();
    const { packs } = this.#parts;
    this.partBytes = (await packs().call('parts', {})).bytes;
    this.report = await packs().call('storage', {});
  }

  /**
   * Finds out whether so many bytes have room: Chromium names a fixed figure, however full the disk is. Not while
   * something arrives, which would be refused room for that moment.
   */
  async try(bytes: number): Promise<void> {
    if (bytes <= 0 || this.#parts.arriving()) return;
    const found = await this.#parts.packs().call('room', { bytes });
    const usedBytes = this.report?.usedBytes ?? 0;
    if (found < bytes) this.#tried = { found, usedBytes };
    // More fits than was found before: there is more room now. What fits within that tells nothing.
    else if (this.#tried && bytes > this.#tried.found - (usedBytes - this.#tried.usedBytes))
      this.#tried = undefined;
  }

  /** Whether so many bytes more have room beside what is under way. */
  forecast(needs: number): Forecast {
    const { totalBytes = 0, heldBytes = 0 } = this.#parts.arriving() ?? {};
    return forecast(needs, this.report, {
      promised: totalBytes - heldBytes,
      removed: this.#parts.removed().reduce((sum, { bytes }) => sum + bytes, 0),
      tried: this.#tried,
    });
  }

  /** The same download; while it runs, the figures here follow it. */
  followed<A extends unknown[]>(begin: Follow<A>): Follow<A> {
    const came = () => {
      if (performance.now() - this.#readAt >= this.followMs) this.read().catch(this.#parts.report);
    };
    return async function* (...args) {
      const events = begin(...args);
      for (;;) {
        const step = await events.next();
        if (step.done) return step.value;
        if (step.value.kind === 'progress') came();
        yield step.value;
      }
    };
  }
}
