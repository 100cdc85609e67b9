import { pause } from './retry';

/** How fast bytes may come, over all downloads of this worker together. */
export interface Pace {
  /** Null: as fast as the line is. */
  limit(bytesPerSecond: number | null): void;
  /** Waits until so many bytes more fit the limit; an abort rejects. */
  take(bytes: number, signal: AbortSignal): Promise<void>;
}

/** What may come at once after a pause, in seconds of the limit. */
const BURST_S = 0.25;
/** A limit that was changed counts for those who wait, too. */
const LONGEST_WAIT_MS = 250;

/**
 * A token bucket: whoever has read waits afterwards, so a bucket may be overdrawn by one piece, and TCP slows the
 * server down. `now` in ms.
 */
export function pace(now: () => number = () => performance.now()): Pace {
  let rate: number | null = null;
  let tokens = 0;
  let at = now();

  function refill(perSecond: number): void {
    const since = now();
    tokens = Math.min(perSecond * BURST_S, tokens + ((since - at) / 1000) * perSecond);
    at = since;
  }

  return {
    limit(bytesPerSecond) {
      rate = bytesPerSecond !== null && bytesPerSecond > 0 ? bytesPerSecond : null;
      tokens = 0;
      at = now();
    },
    async take(bytes, signal) {
      if (rate === null) return;
      refill(rate);
      tokens -= bytes;
      while (rate !== null && tokens < 0) {
        await pause(Math.min(LONGEST_WAIT_MS, Math.ceil((-tokens / rate) * 1000)), signal);
        if (rate !== null) refill(rate);
      }
    },
  };
}
