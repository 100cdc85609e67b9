import { appError } from '../../domain/errors';
import type { Patience } from './retry';

/**
 * Aborts a request that brings less than `stallBytes` in `stallMs` of waiting for it. Time that we spend hashing,
 * writing or healing does not count.
 */
export function stallWatch({ stallMs, stallBytes }: Patience, outer: AbortSignal, host: string) {
  const controller = new AbortController();
  const follow = () => controller.abort(outer.reason);
  if (outer.aborted) follow();
  outer.addEventListener('abort', follow);
  let waitedMs = 0;
  let bytes = 0;

  return {
    /** For fetch. */
    signal: controller.signal,
    /** Waits for the network, for at most what is left of the current window. */
    async during<T>(waiting: Promise<T>): Promise<T> {
      const since = performance.now();
      const timer = setTimeout(
        () => controller.abort(appError('source/stalled', { host, seconds: stallMs / 1000 })),
        Math.max(0, stallMs - waitedMs),
      );
      try {
        const result = await waiting;
        return result;
      } catch (thrown) {
        // Streams report an abort in words of their own; the reason is what matters.
        throw controller.signal.aborted ? controller.signal.reason : thrown;
      } finally {
        clearTimeout(timer);
        waitedMs += performance.now() - since;
      }
    },
    /** Enough in this window opens the next one. */
    count(received: number): void {
      bytes += received;
      if (bytes < stallBytes) return;
      bytes = 0;
      waitedMs = 0;
    },
    /** Ends the request, if it is still open. */
    abandon(): void {
      outer.removeEventListener('abort', follow);
      controller.abort(new DOMException('no longer wanted', 'AbortError'));
    },
  };
}
