import { expect, it } from 'vitest';
import { appError, errorShape } from '../../../src/lib/domain/errors';
import type { InstallState } from '../../../src/lib/domain/install';
import { en } from '../../../src/lib/i18n/en';
import { percentOf, titlePrefixOf, totalOf } from '../../../src/lib/state/downloadTotal';

const MB = 1e6;
const running = (heldBytes: number, totalBytes: number, bytesPerSecond: number | null): InstallState => ({
  kind: 'running',
  heldBytes,
  totalBytes,
  bytesPerSecond,
  secondsLeft: bytesPerSecond && (totalBytes - heldBytes) / bytesPerSecond,
  following: false,
});
const bytes = { heldBytes: 10 * MB, totalBytes: 100 * MB };
const PAUSED: InstallState = { kind: 'paused', ...bytes };
const QUEUED: InstallState = { kind: 'queued', ...bytes, because: 'turn' };
const FAILED: InstallState = { kind: 'failed', ...bytes, error: errorShape(appError('source/stalled')) };

it('adds up what goes on by itself: bytes, speed and the time that is left', () => {
  const total = totalOf([
    running(50 * MB, 100 * MB, 2 * MB),
    running(0, 100 * MB, 1 * MB),
    QUEUED,
    undefined,
  ]);
  expect(total).toEqual({
    count: 3,
    running: 2,
    heldBytes: 60 * MB,
    totalBytes: 300 * MB,
    bytesPerSecond: 3 * MB,
    secondsLeft: 80,
  });
});

it('counts nothing that waits for a person', () => {
  expect(totalOf([PAUSED, FAILED, { kind: 'planning' }])).toBeUndefined();
  expect(totalOf([])).toBeUndefined();
});

it('the title says percent, time, bytes and speed, and no more than is known', () => {
  const say = (states: InstallState[]) => titlePrefixOf(totalOf(states), en, 'en');
  expect(say([running(42 * MB, 100 * MB, 2 * MB)])).toBe(
    '42% · 30 seconds left · 42 MB of 100 MB · 2 MB/s · ',
  );
  expect(say([running(42 * MB, 100 * MB, null)])).toBe('42% · 42 MB of 100 MB · ');
  expect(say([PAUSED])).toBe('');
});

it('is not complete before the last byte', () => {
  const total = totalOf([running(99_999_999, 100 * MB, null)]);
  expect(total && percentOf(total)).toBe(99);
});
