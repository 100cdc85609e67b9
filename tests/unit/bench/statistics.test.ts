import { describe, expect, it } from 'vitest';
import { parseBenchOptions, ROW_NAMES } from '../../bench/options';
import { paired } from '../../bench/rounds';
import { meets } from '../../bench/row';
import { quantile, summary } from '../../bench/statistics';

describe('the figures of the bench', () => {
  it('interpolates quantiles between the values, in any order', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([10, 20, 30, 40, 50], 0.95)).toBeCloseTo(48);
    expect(quantile([], 0.5)).toBeNaN();
    expect(summary([7])).toEqual({ median: 7, q1: 7, q3: 7 });
  });

  it('holds the median against the target, and nothing where there is none', () => {
    const figure = { name: 'x', unit: 'ratio', measured: { median: 0.98, q1: 0.5, q3: 2 } };
    expect(meets({ ...figure, target: { at: 'least', value: 0.98 } })).toBe(true);
    expect(meets({ ...figure, target: { at: 'most', value: 0.9 } })).toBe(false);
    expect(meets(figure)).toBeUndefined();
  });
});

describe('rounds', () => {
  it('measure both sides every time, with the order rotated', async () => {
    const order: string[] = [];
    const side = (name: string) => async (round: number) => order.push(`${name}${round}`);
    const pairs = await paired(3, side('ours'), side('bare'));
    expect(order).toEqual(['ours0', 'bare0', 'bare1', 'ours1', 'ours2', 'bare2']);
    expect(pairs.map(({ first }) => first)).toEqual(['ours', 'bare', 'ours']);
  });
});

describe('the command line of the bench', () => {
  it('takes rows and options, and runs every row where none is named', () => {
    expect(parseBenchOptions(['shell', '--rounds=3', 'disk'])).toMatchObject({
      rows: ['shell', 'disk'],
      rounds: 3,
    });
    expect(parseBenchOptions([]).rows).toEqual(ROW_NAMES);
  });

  it('refuses what it does not know', () => {
    expect(() => parseBenchOptions(['shel'])).toThrow('does not know "shel"');
    expect(() => parseBenchOptions(['--rounds', 'many'])).toThrow('needs a number');
  });
});
