/** Work in steps: whoever has time takes them all, and a thread with other things to do takes a few at a time. */
export type Steps<T> = Generator<void, T, void>;

/** Items of a step: a few milliseconds at most. */
export const STEP = 4096;

/**
 * Calls `work` for each stretch of at most STEP items, with a pause before each. The loops themselves stand in plain
 * functions: a browser makes those fast, and a generator's body only in part.
 */
export function* inStretches(count: number, work: (from: number, to: number) => void): Steps<void> {
  for (let from = 0; from < count; from += STEP) {
    yield;
    work(from, Math.min(count, from + STEP));
  }
}

/** All steps in one go. */
export function allSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
