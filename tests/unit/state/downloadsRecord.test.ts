import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, parseDownloads } from '../../../src/lib/state/downloadsRecord';

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
