import { describe, expect, it } from 'vitest';
import { DegenerationWatch } from '../../../src/lib/engine/degenerate';

function watch(text: string, step = 3): string | undefined {
  const degeneration = new DegenerationWatch();
  for (let i = 0; i < text.length; i += step) {
    const found = degeneration.push(text.slice(i, i + step));
    if (found) return found;
  }
  return undefined;
}

describe('DegenerationWatch', () => {
  it.each([
    ['one character', 'a'.repeat(400)],
    ['a word', 'the truck '.repeat(60)],
    ['a sentence', 'The road is flooded and the truck is late again. '.repeat(12)],
    ['after good prose', `It was a bright cold day in April. ${'and then '.repeat(60)}`],
    ['line breaks', `Done.${'\n'.repeat(300)}`],
  ])('O2: sees endless repetition of %s', (_, text) => expect(watch(text)).toBe('loop'));

  it('G8: sees bytes that are no text', () =>
    expect(watch('ok \uFFFD\uFFFDx\uFFFD'.repeat(10))).toBe('garbage'));

  it.each([
    ['a rule of dashes', `Title\n${'-'.repeat(80)}\nText follows here.`],
    ['a table', '| a | b |\n| - | - |\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n'],
    ['a refrain', 'Row, row, row your boat, gently down the stream. '.repeat(3)],
    ['numbers', Array.from({ length: 200 }, (_, i) => i).join(', ')],
    ['one odd character', 'caf\uFFFD '.repeat(3)],
  ])('leaves %s alone', (_, text) => expect(watch(text)).toBeUndefined());
});
