/**
 * Keeps the screen on for as long as `signal` lets it: a phone that goes to sleep drops its connections. Browsers take the
 * lock away from hidden pages, so it is asked for again; one that refuses (low battery) changes nothing else.
 */
export function keepScreenAwake(signal: AbortSignal): void {
  if (!('wakeLock' in navigator)) return;
  const ask = () => {
    if (document.visibilityState !== 'visible') return;
    navigator.wakeLock.request('screen').then(
      (lock) => {
        if (signal.aborted) void lock.release();
        else signal.addEventListener('abort', () => void lock.release(), { once: true });
      },
      () => {},
    );
  };
  document.addEventListener('visibilitychange', ask, { signal });
  ask();
}
