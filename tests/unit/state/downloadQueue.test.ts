import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import { inOrder, moved, turnsOf, type Waiting } from '../../../src/lib/state/downloadQueue';

const id = (letter: string) => letter.repeat(64) as Digest;
const one = (letter: string, more: Partial<Waiting> = {}): Waiting => ({
  packId: id(letter),
  source: 'site',
  paused: false,
  failed: false,
  ...more,
});
const letters = (ids: Iterable<Digest>) => [...ids].map((packId) => packId[0]).join('');
const queueOf = (text: string) => [...text].map((letter) => one(letter));

describe('whose turn it is', () => {
  it('is that of the first in order', () => {
    expect(letters(turnsOf(queueOf('abc'), 2, false))).toBe('ab');
    expect(letters(turnsOf(queueOf('cab'), 2, false))).toBe('ca');
  });

  it('what is paused or has failed makes room for the next', () => {
    const queue = [one('a', { paused: true }), one('b', { failed: true }), one('c'), one('d')];
    expect(letters(turnsOf(queue, 1, false))).toBe('c');
  });

  it('what needs no network waits for nobody, takes nobody’s place and may run on any network', () => {
    const queue = [
      one('a', { source: 'peer' }),
      one('b'),
      one('c', { source: 'hub' }),
      one('d', { source: 'file' }),
    ];
    expect(letters(turnsOf(queue, 1, false))).toBe('bad');
    expect(letters(turnsOf(queue, 1, true))).toBe('ad');
  });
});

describe('an order that a person sets', () => {
  it('moves one by places, and stops at both ends', () => {
    const order = (by: number, letter: string) =>
      letters(moved(queueOf('abc'), id(letter), by).map(({ packId }) => packId));
    expect([order(-1, 'c'), order(1, 'a'), order(-1, 'a'), order(5, 'b'), order(-2, 'c')]).toEqual([
      'acb',
      'bac',
      'abc',
      'acb',
      'cab',
    ]);
  });

  it('one that is gone moves nothing', () => {
    expect(moved(queueOf('ab'), id('c'), -1).length).toBe(2);
  });

  it('is found again after a restart; what it does not name comes last, as it was', () => {
    const again = inOrder(queueOf('abcd'), [id('c'), id('e'), id('a')]);
    expect(letters(again.map(({ packId }) => packId))).toBe('cabd');
  });
});
