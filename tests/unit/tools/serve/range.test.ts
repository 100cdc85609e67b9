import { describe, expect, it } from 'vitest';
import { parseRange } from '../../../../tools/serve/range';

describe('parseRange', () => {
  it('reads a closed range, with inclusive ends', () => {
    expect(parseRange('bytes=2-4', 10)).toEqual({ start: 2, end: 4 });
  });
  it('reads an open range up to the end of the file', () => {
    expect(parseRange('bytes=7-', 10)).toEqual({ start: 7, end: 9 });
  });
  it('reads the last bytes', () => {
    expect(parseRange('bytes=-3', 10)).toEqual({ start: 7, end: 9 });
    expect(parseRange('bytes=-30', 10)).toEqual({ start: 0, end: 9 });
  });
  it('cuts a range that reaches past the end', () => {
    expect(parseRange('bytes=8-99', 10)).toEqual({ start: 8, end: 9 });
  });
  it('refuses a range that starts past the end, and the last zero bytes', () => {
    expect(parseRange('bytes=10-', 10)).toBe('unsatisfiable');
    expect(parseRange('bytes=-0', 10)).toBe('unsatisfiable');
  });
  it.each(['', 'bytes=', 'bytes=-', 'bytes=4-2', 'bytes=0-1,3-4', 'items=0-1', 'bytes=a-b', 'bytes=1e3-'])(
    'sends the whole file for %j',
    (header) => {
      expect(parseRange(header, 10)).toBeNull();
    },
  );
});
