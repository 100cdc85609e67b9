import { AppError } from '../domain/errors';

const AGAIN_MS = 60_000;

/** One automatic restart; a second failure within a minute is the pack's or the device's, and is told. */
export class Restarts {
  #last = -Infinity;
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** True, and counted, when this failure may be answered by a restart. */
  allow(error: unknown): boolean {
    if (!isWorkerFailure(error)) return false;
    const now = this.#now();
    if (now - this.#last < AGAIN_MS) return false;
    this.#last = now;
    return true;
  }
}

/** Failures after which the worker is of no use, while its model may well load again. */
export function isWorkerFailure(error: unknown): error is AppError {
  return (
    error instanceof AppError &&
    (error.code === 'device/gpu-lost' ||
      error.code === 'engine/worker-died' ||
      error.code === 'engine/worker-hung')
  );
}
