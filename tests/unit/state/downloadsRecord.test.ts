import { expect, it } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import {
  DEFAULT_SETTINGS,
  mergedDownloads,
  NO_DOWNLOADS,
  parseDownloads,
} from '../../../src/lib/state/downloadsRecord';

const A = 'a'.repeat(64);

it('what was written is read again', () => {
  const record = {
    atOnce: 3,
    bytesPerSecond: 1000,
    unmeteredOnly: true,
    byBrowser: true,
    order: [A],
    paused: [A],
  };
  expect(parseDownloads(record)).toEqual(record);
});

it('S8: of a damaged record or another version’s, what is understood is kept', () => {
  expect(
    parseDownloads({ atOnce: 1e9, bytesPerSecond: -1, unmeteredOnly: 'yes', order: [A, A, '../x', 7] }),
  ).toEqual({
    ...DEFAULT_SETTINGS,
    order: [A],
    paused: [],
  });
  expect([parseDownloads(null), parseDownloads('x')]).toEqual([undefined, undefined]);
});

const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(64) as Digest) as [Digest, Digest, Digest];

it('T1: what two tabs changed at the same moment both counts: a pause here, an order and a bound there', () => {
  const base = { ...NO_DOWNLOADS, order: [a, b], paused: [b] };
  const mine = { ...base, paused: [a, b] };
  const theirs = { ...base, order: [b, a], paused: [], bytesPerSecond: 1000 };
  expect(mergedDownloads(base, mine, theirs)).toEqual({
    ...NO_DOWNLOADS,
    bytesPerSecond: 1000,
    order: [b, a],
    paused: [a],
  });
});

it('who moved something decides the order; what the other tab added stands behind it', () => {
  const base = { ...NO_DOWNLOADS, order: [a, b] };
  expect(mergedDownloads(base, { ...base, order: [b, a] }, { ...base, order: [a, b, c] }).order).toEqual([
    b,
    a,
    c,
  ]);
  // A download that ended is no move.
  expect(mergedDownloads(base, { ...base, order: [b] }, { ...base, order: [b, a] }).order).toEqual([b, a]);
});
