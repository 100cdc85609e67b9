import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pace } from '../../../src/lib/packs/pace';

const MIB = 1024 * 1024;
const { signal } = new AbortController();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const now = () => Date.now();

/** Takes `bytes` in pieces as fast as it may; how many seconds that took. */
async function secondsFor(bytes: number, of: ReturnType<typeof pace>): Promise<number> {
  const begun = now();
  for (let left = bytes; left > 0; left -= 65_536) {
    const waiting = of.take(Math.min(65_536, left), signal);
    let done = false;
    void waiting.then(() => (done = true));
    await vi.advanceTimersByTimeAsync(0);
    while (!done) await vi.advanceTimersByTimeAsync(1);
  }
  return (now() - begun) / 1000;
}

it('without a limit nothing waits', async () => {
  expect(await secondsFor(100 * MIB, pace(now))).toBe(0);
});

it('ten seconds’ worth takes ten seconds, give or take the burst', async () => {
  const of = pace(now);
  of.limit(MIB);
  const seconds = await secondsFor(10 * MIB, of);
  expect(seconds).toBeGreaterThan(9.7);
  expect(seconds).toBeLessThan(10.3);
});

it('two downloads share one limit', async () => {
  const of = pace(now);
  of.limit(MIB);
  const both = Promise.all([of.take(MIB, signal), of.take(MIB, signal)]);
  let done = false;
  void both.then(() => (done = true));
  await vi.advanceTimersByTimeAsync(1700);
  expect(done).toBe(false);
  await vi.advanceTimersByTimeAsync(500);
  expect(done).toBe(true);
});

it('a pause is not saved up for later', async () => {
  const of = pace(now);
  of.limit(MIB);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await secondsFor(5 * MIB, of)).toBeGreaterThan(4.5);
});

it('a limit that is lifted lets those go who wait for it, and a stopped download does not wait', async () => {
  const of = pace(now);
  of.limit(1000);
  const waiting = of.take(MIB, signal);
  const stop = new AbortController();
  const stopped = expect(of.take(MIB, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  await vi.advanceTimersByTimeAsync(1000);
  stop.abort(new DOMException('stopped', 'AbortError'));
  await stopped;
  of.limit(null);
  await vi.advanceTimersByTimeAsync(300);
  await waiting;
});
