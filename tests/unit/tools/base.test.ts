import { describe, expect, it } from 'vitest';
import { basePath, belowBase } from '../../../tools/base.mjs';

describe('the path of the app', () => {
  it.each([
    [undefined, ''],
    ['', ''],
    ['/', ''],
    ['haversack', '/haversack'],
    ['/haversack/', '/haversack'],
    ['/tools/haversack-2', '/tools/haversack-2'],
  ])('%s is read as "%s"', (text, base) => {
    expect(basePath(text)).toBe(base);
  });

  it.each(['//evil.example', '/a/../b', '/a b', '/%2e', '/.hidden', 'https://host/x', '/a\\b'])(
    '%s is refused, with how to write it',
    (text) => {
      expect(() => basePath(text)).toThrow(/is not a path for the app: write it as \/haversack/);
    },
  );

  it('tells what lies below it from what does not', () => {
    expect(belowBase('', '/about/')).toBe('/about/');
    expect(belowBase('/haversack', '/haversack/about/')).toBe('/about/');
    expect(belowBase('/haversack', '/haversack')).toBeNull();
    expect(belowBase('/haversack', '/haversackle/about/')).toBeNull();
    expect(belowBase('/haversack', '/')).toBeNull();
  });
});
