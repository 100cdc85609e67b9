import type { AppError } from '../../domain/errors';

/** Times in milliseconds, sizes in bytes. Tests pass their own. */
export type Patience = {
  /** Failures in a row, without progress, before a download gives up. */
  attempts: number;
  baseDelayMs: number;
  maxDelayMs: number;
  /** A response that brings less than `stallBytes` in this time is dropped and asked for again. */
  stallMs: number;
  stallBytes: number;
  /** A catalogue must be here whole within this. */
  catalogueMs: number;
};

/** `attempts` take about four minutes in all; after that the person decides when to go on. */
export const PATIENCE: Patience = {
  attempts: 10,
  baseDelayMs: 500,
  maxDelayMs: 60_000,
  stallMs: 30_000,
  stallBytes: 16 * 1024,
  catalogueMs: 120_000,
};

/** What a server asks for is honoured up to this. */
const MAX_RETRY_AFTER_MS = 3_600_000;

/**
 * Exponential back-off with full jitter (Brooker, 2015), never below half a step, or what the server asked for. Hubs count
 * questions in windows of five minutes for all behind one address, and a page may not read when a window ends: so after
 * a 429 every step is the longest, and all attempts together outlast one.
 */
export function delayFor(attempt: number, error: AppError, patience: Patience, random = Math.random): number {
  const grown = error.details['status'] === 429 ? Infinity : patience.baseDelayMs * 2 ** (attempt - 1);
  const step = Math.min(patience.maxDelayMs, grown);
  const asked = error.details['retryAfterMs'];
  const jittered = step / 2 + (random() * step) / 2;
  return Math.round(Math.max(jittered, typeof asked === 'number' ? asked : 0));
}

/** A Retry-After header (seconds, or an HTTP date) -> milliseconds from `now`, or null. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(MAX_RETRY_AFTER_MS, Math.max(0, ms)) : null;
}

/** `again`: it may pass. `elsewhere`: this mirror will not do. `never`: no mirror can help. */
export function verdictOn(error: AppError): 'again' | 'elsewhere' | 'never' {
  if (!error.code.startsWith('source/')) return 'never';
  if (error.code === 'source/http-status') {
    const status = Number(error.details['status']);
    return status >= 500 || status === 408 || status === 425 || status === 429 ? 'again' : 'elsewhere';
  }
  if (error.details['status'] === 416) return 'elsewhere';
  const passing = ['source/unreachable', 'source/stalled', 'source/too-short'];
  return passing.includes(error.code) ? 'again' : 'elsewhere';
}

/** A body that ends early, with no error, may be a proxy's fault; more often the file there is shorter. */
export function attemptsFor(error: AppError, patience: Patience): number {
  return error.code === 'source/too-short' ? Math.min(3, patience.attempts) : patience.attempts;
}

/** Waits, but not longer than until the network is back; an abort rejects. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const tidy = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      globalThis.removeEventListener?.('online', done);
    };
    const done = () => {
      tidy();
      resolve();
    };
    const aborted = () => {
      tidy();
      reject(signal.reason as Error);
    };
    const timer = setTimeout(done, ms);
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted);
    globalThis.addEventListener?.('online', done);
  });
}
