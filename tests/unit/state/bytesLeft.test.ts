import { expect, it } from 'vitest';
import { bytesLeft } from '$lib/state/bytesLeft';

const shards = [
  { path: 'a', bytes: 100 },
  { path: 'b', bytes: 10 },
  { path: 'c', bytes: 1000 },
];
const asked = (path: string, position: number, bytes: number) => ({ path, position, bytes });

it('the rest of a pack is more than the rest of the file that is on its way', () => {
  expect(bytesLeft(shards, [asked('b', 4, 10)])).toBe(6 + 100 + 1000);
  expect(bytesLeft(shards, [asked('b', 10, 10), asked('a', 30, 100)])).toBe(70 + 1000);
  expect(bytesLeft(shards, [asked('c', 1000, 1000)])).toBe(0);
});

it('what was not asked for and is small was there before', () => {
  expect(bytesLeft(shards, [asked('c', 400, 1000)])).toBe(600);
});
