import { afterEach, expect, it, vi } from 'vitest';
import type { Digest } from '../../../../src/lib/domain/digest';
import { tryLock, waitForLock } from '../../../../src/lib/packs/store/locks';

const NEVER = new AbortController().signal;
const file = (letter: string) => letter.repeat(64) as Digest;

afterEach(() => vi.restoreAllMocks());

it('a lock that nobody has is had, however long a busy browser takes to give it', async () => {
  const { locks } = navigator;
  const asked = locks.request.bind(locks) as (...args: unknown[]) => Promise<unknown>;
  const late = async (...args: unknown[]) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return asked(...args);
  };
  vi.spyOn(locks, 'request').mockImplementation(late as LockManager['request']);
  const release = await tryLock(file('1'), 'exclusive');
  expect(release).toBeDefined();
  release!();
});

it.each<[LockMode, LockMode]>([
  ['exclusive', 'exclusive'],
  ['shared', 'exclusive'],
  ['exclusive', 'shared'],
])('one that somebody has %s is not had %s', async (held, wanted) => {
  const release = await waitForLock(file('2'), held, NEVER);
  expect(await tryLock(file('2'), wanted)).toBeUndefined();
  release();
  const now = await tryLock(file('2'), wanted);
  expect(now).toBeDefined();
  now!();
});

it('a reader does not wait behind a writer that waits for another reader', async () => {
  const reading = await waitForLock(file('3'), 'shared', NEVER);
  const writer = new AbortController();
  const writing = waitForLock(file('3'), 'exclusive', writer.signal).catch(() => undefined);
  expect(await tryLock(file('3'), 'shared')).toBeUndefined();
  writer.abort();
  await writing;
  reading();
});
