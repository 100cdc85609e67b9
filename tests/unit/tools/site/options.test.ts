import { describe, expect, it } from 'vitest';
import { parseSiteOptions } from '../../../../tools/site/options';

describe('the options of npm run site', () => {
  it.each([
    [['dist'], { folder: 'dist', base: '', mirror: [] }],
    [['dist', '--base', '/haversack/'], { folder: 'dist', base: '/haversack', mirror: [] }],
    [['dist', 'smollm2', 'hub:a/b'], { folder: 'dist', base: '', mirror: ['smollm2', 'hub:a/b'] }],
    [
      ['dist', '--days=30', 'smollm2', '--base=/'],
      { folder: 'dist', base: '', mirror: ['smollm2', '--days', '30'] },
    ],
  ])('reads %j', (words, expected) => {
    expect(parseSiteOptions(words)).toEqual(expected);
  });

  it('shows its help', () => {
    expect(parseSiteOptions(['dist', '--help'])).toBeNull();
  });

  it.each([
    [[], 'Name the folder to make'],
    [['--base'], '--base needs a value'],
    [['dist', '--to', 'x'], 'does not know "--to"'],
    [['dist', '--base', '../x'], 'is not a path for the app'],
  ])('refuses %j', (words, sentence) => {
    expect(() => parseSiteOptions(words)).toThrow(sentence);
  });
});
