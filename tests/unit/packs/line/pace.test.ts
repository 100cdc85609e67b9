import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pace } from '../../../../src/lib/packs/line/pace';

const MIB = 1024 * 1024;
const { signal } = new AbortController();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const now = () => Date.now();

type Paced = ReturnType<typeof pace>;

/** One piece of so many bytes, whole. */
async function take(of: Paced, bytes: number, until = signal): Promise<void> {
  let taken = 0;
  for await (const part of of.parts(new Uint8Array(bytes), until)) taken += part.length;
  expect(taken).toBe(bytes);
}

/** Takes `bytes` in pieces as fast as it may; how many seconds that took. */
async function secondsFor(bytes: number, of: Paced): Promise<number> {
  const begun = now();
  for (let left = bytes; left > 0; left -= 65_536) {
    const waiting = take(of, Math.min(65_536, left));
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
  const both = Promise.all([take(of, MIB), take(of, MIB)]);
  let done = false;
  void both.then(() => (done = true));
  await vi.advanceTimersByTimeAsync(1700);
  expect(done).toBe(false);
  await vi.advanceTimersByTimeAsync(500);
  expect(done).toBe(true);
});

it('a large piece flows: after a second of a slow limit a second’s worth of it is here', async () => {
  const of = pace(now);
  of.limit(100_000);
  let held = 0;
  const whole = (async () => {
    for await (const part of of.parts(new Uint8Array(2 * MIB), signal)) held += part.length;
  })();
  await vi.advanceTimersByTimeAsync(1000);
  expect(held).toBeGreaterThan(80_000);
  expect(held).toBeLessThanOrEqual(125_000);
  of.limit(null);
  await vi.advanceTimersByTimeAsync(300);
  await whole;
  expect(held).toBe(2 * MIB);
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
  const waiting = take(of, MIB);
  const stop = new AbortController();
  const stopped = expect(take(of, MIB, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  await vi.advanceTimersByTimeAsync(1000);
  stop.abort(new DOMException('stopped', 'AbortError'));
  await stopped;
  of.limit(null);
  await vi.advanceTimersByTimeAsync(300);
  await waiting;
});

it('a download that is stopped keeps all that has come, however slow the limit is', async () => {
  const of = pace(now);
  of.limit(100_000);
  const stop = new AbortController();
  let held = 0;
  const stopped = (async () => {
    for await (const part of of.parts(new Uint8Array(2 * MIB), stop.signal)) held += part.length;
  })();
  const ended = expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(held).toBeLessThan(MIB);
  stop.abort(new DOMException('stopped', 'AbortError'));
  await ended;
  expect(held).toBe(2 * MIB);
});
