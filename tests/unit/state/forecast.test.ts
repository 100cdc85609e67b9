import { expect, it } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import type { InstalledPack, Shard } from '../../../src/lib/domain/pack';
import { forecast, missingBytes } from '../../../src/lib/state/forecast';
import { manifestWith } from '../../fakes/small-pack';

const storage = { opfs: true, quotaBytes: 1000, usedBytes: 400, persisted: null };
const shard = (letter: string, bytes: number): Shard => ({
  path: `${letter}.bin`,
  role: 'weights',
  bytes,
  sha256: letter.repeat(64) as Digest,
});

it('says what is needed and what is free, less what other downloads will take', () => {
  expect(forecast(600, storage)).toEqual({ needs: 600, free: 600, hasRoom: true });
  expect(forecast(600, storage, { promised: 1 })).toEqual({ needs: 600, free: 599, hasRoom: false });
  expect(forecast(1, { ...storage, usedBytes: 2000 })).toEqual({ needs: 1, free: 0, hasRoom: false });
});

it('what was tried counts more than what the browser says, and what was removed makes room', () => {
  const tried = { found: 100, usedBytes: 400 };
  expect(forecast(101, storage, { tried })).toEqual({ needs: 101, free: 100, hasRoom: false });
  expect(forecast(101, storage, { tried, removed: 30 })).toEqual({ needs: 101, free: 130, hasRoom: true });
  // 50 have come since it was tried, and 20 more are to come.
  const later = { ...storage, usedBytes: 450 };
  expect(forecast(1, later, { tried, promised: 20 }).free).toBe(30);
  expect(forecast(1, { ...storage, quotaBytes: null }, { tried }).free).toBe(100);
});

it('refuses nothing where the browser does not say how much is free', () => {
  expect(forecast(1e12, { ...storage, quotaBytes: null })).toEqual({
    needs: 1e12,
    free: null,
    hasRoom: true,
  });
  expect(forecast(1, null)).toEqual({ needs: 1, free: null, hasRoom: true });
});

it('a file that an installed pack has, or that stands twice in one, is not fetched again', () => {
  const installed = [{ manifest: manifestWith([shard('a', 10)]) }] as InstalledPack[];
  const wanted = manifestWith([shard('a', 10), shard('b', 5), { ...shard('b', 5), path: 'again.bin' }]);
  expect(missingBytes(wanted, installed)).toBe(5);
  expect(missingBytes(wanted, [])).toBe(15);
});
