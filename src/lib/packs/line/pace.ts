import { pause } from './retry';

/** How fast bytes may come, over all downloads of this worker together. */
export interface Pace {
  /** Null: as fast as the line is. */
  limit(bytesPerSecond: number | null): void;
  /**
   * `piece`, in parts that come when they fit the limit: a browser may hand over megabytes at once, and a slow limit would
   * look like a line that stands still. An abort gives out the rest at once, which has come, and then rejects.
   */
  parts(
    piece: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>;
}

/** What may come at once after a pause, in seconds of the limit. */
const BURST_S = 0.25;
/** A part is what comes in this time, in seconds of the limit, and never less than these bytes. */
const PART_S = 0.1;
const LEAST_PART = 4096;
/** A limit that was changed counts for those who wait, too. */
const LONGEST_WAIT_MS = 250;

/**
 * A token bucket: whoever has read waits afterwards, so a bucket may be overdrawn by one part, and TCP slows the
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

  async function take(bytes: number, signal: AbortSignal): Promise<void> {
    if (rate === null) return;
    refill(rate);
    tokens -= bytes;
    while (rate !== null && tokens < 0) {
      await pause(Math.min(LONGEST_WAIT_MS, Math.ceil((-tokens / rate) * 1000)), signal);
      if (rate !== null) refill(rate);
    }
  }

  return {
    limit(bytesPerSecond) {
      rate = bytesPerSecond !== null && bytesPerSecond > 0 ? bytesPerSecond : null;
      tokens = 0;
      at = now();
    },
    async *parts(piece, signal) {
      let at = 0;
      while (at < piece.length) {
        const most = rate === null ? piece.length : Math.max(LEAST_PART, Math.floor(rate * PART_S));
        const part = piece.subarray(at, at + most);
        try {
          await take(part.length, signal);
        } catch (thrown) {
          yield piece.subarray(at);
          throw thrown;
        }
        at += part.length;
        yield part;
      }
    },
  };
}
