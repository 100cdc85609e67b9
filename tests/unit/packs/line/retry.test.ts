import { expect, it } from 'vitest';
import { appError } from '../../../../src/lib/domain/errors';
import { delayFor, PATIENCE, pause, retryAfterMs, verdictOn } from '../../../../src/lib/packs/line/retry';

const lost = appError('source/unreachable');
const status = (code: number, retryAfter: number | null = null) =>
  appError('source/http-status', { status: code, retryAfterMs: retryAfter });

it('waits twice as long each time, up to a minute, with jitter that never goes below half', () => {
  const least = [1, 2, 3, 4, 10].map((attempt) => delayFor(attempt, lost, PATIENCE, () => 0));
  const most = [1, 2, 3, 4, 10].map((attempt) => delayFor(attempt, lost, PATIENCE, () => 1));
  expect(least).toEqual([250, 500, 1000, 2000, 30_000]);
  expect(most).toEqual([500, 1000, 2000, 4000, 60_000]);
});

it('N13: waits as long as the server asks, if that is longer', () => {
  expect(delayFor(1, status(503, 90_000), PATIENCE)).toBe(90_000);
});

it('N13: a hub that has enough of us, and does not say for how long, is waited for longer than its five minutes', () => {
  let waited = 0;
  for (let attempt = 1; attempt <= PATIENCE.attempts; attempt++)
    waited += delayFor(attempt, status(429), PATIENCE, () => 0);
  expect(waited).toBeGreaterThanOrEqual(5 * 60_000);
  expect(delayFor(1, status(429, 90_000), PATIENCE)).toBe(90_000);
});

it('N13: reads Retry-After in seconds and as a date, and caps it at an hour', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs('Mon, 23 Nov 2026 10:00:30 GMT', now)).toBe(30_000);
  expect(retryAfterMs('Mon, 23 Nov 2020 10:00:30 GMT', now)).toBe(0);
  expect(retryAfterMs('999999999', now)).toBe(3_600_000);
  expect(retryAfterMs('soon', now)).toBeNull();
  expect(retryAfterMs(null, now)).toBeNull();
});

it.each([
  [lost, 'again'],
  [appError('source/stalled'), 'again'],
  [appError('source/too-short'), 'again'],
  [appError('source/too-short', { status: 416 }), 'elsewhere'],
  [status(500), 'again'],
  [status(429), 'again'],
  [status(404), 'elsewhere'],
  [appError('source/web-page'), 'elsewhere'],
  [appError('source/digest'), 'elsewhere'],
  [appError('storage/quota'), 'never'],
  [appError('bug/unexpected'), 'never'],
])('%s is worth trying %s', (error, verdict) => {
  expect(verdictOn(error)).toBe(verdict);
});

it('a pause ends at once when it is aborted', async () => {
  const controller = new AbortController();
  const waiting = pause(60_000, controller.signal);
  controller.abort(new DOMException('stop', 'AbortError'));
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(pause(60_000, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
