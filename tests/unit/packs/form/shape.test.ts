import { describe, expect, it } from 'vitest';
import { asLine, asLines, line, lines } from '../../../../src/lib/packs/form/shape';

const INVISIBLE = ['\u200b', '\u00ad', '\u2028', '\u2060', '\ufeff', '\u3164', '\u{e0041}', '\u202e'];

describe('a line that people read', () => {
  it.each(INVISIBLE)(
    'A11: with a character that nobody sees (%j) is refused: it would look like another',
    (unseen) => {
      expect(() => line(100)(`Gemma 3${unseen}`, 'name')).toThrow('pack/manifest-invalid');
      expect(asLine(`Gemma 3${unseen}`)).toBe('Gemma 3\ufffd');
    },
  );

  it('keeps the joiners that Persian and Hindi write with, marks of direction, and signs of their own', () => {
    const name = 'مدل\u200cها \u200f1 क्\u200dष e\u0301';
    expect(line(100)(name, 'name')).toBe(name);
    expect(asLine(name)).toBe(name);
  });

  it('in a text of many lines only what breaks it or turns it round is refused', () => {
    expect(lines(100)('a\u00adb\r\n\tc', 'note')).toBe('a\u00adb\r\n\tc');
    expect(() => lines(100)('a\u202eb', 'note')).toThrow('pack/manifest-invalid');
    expect(asLines('a\u202eb\u0000\n')).toBe('a\ufffdb\ufffd\n');
  });
});
