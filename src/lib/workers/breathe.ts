/** A thread that hashes and stores what comes over a fast line is away from it for no longer than this. */
const SLICE_MS = 8;

/** Work in steps, with other work of this thread between them. An abort rejects. */
export async function inSlices<T>(steps: Generator<void, T, void>, signal: AbortSignal): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < SLICE_MS) continue;
    await othersFirst();
    signal.throwIfAborted();
    since = performance.now();
  }
}

/** Where there is no scheduler a timer does it too, but a row of timers waits for 4 ms each time. */
function othersFirst(): Promise<unknown> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  return scheduler ? scheduler.postTask(() => {}) : new Promise((resolve) => setTimeout(resolve));
}
