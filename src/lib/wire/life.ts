/**
 * Nobody is told when a worker is terminated or killed for memory, but its locks are freed: it holds one for as long as
 * it lives, and the page waits for that one. Resolves with the lock's name.
 */
export function holdLife(kind: string): Promise<string> {
  const name = `${kind}-${crypto.randomUUID()}`;
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(name, () => {
      resolve(name);
      return new Promise<never>(() => {});
    });
    held.catch(reject);
  });
}

/** Calls `ended` once the worker that holds this lock is gone, however it went; never after `signal` was aborted. */
export function onLifeEnd(name: string, ended: () => void, signal: AbortSignal): void {
  navigator.locks.request(name, { signal }, ended).catch(() => {}); // the abort: nobody asks any more
}
