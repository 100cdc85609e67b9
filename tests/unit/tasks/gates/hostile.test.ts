import { describe, expect, test } from 'vitest';
import { runGates } from '../../../../src/lib/tasks/gates';

/** Shapes on which a careless regular expression takes minutes. */
const HOSTILE = [
  '{'.repeat(20_000),
  '<a '.repeat(7_000),
  '1,'.repeat(10_000),
  '1 234 '.repeat(3_000),
  'a.'.repeat(10_000),
  'a@'.repeat(10_000),
  'a-'.repeat(10_000),
  ' '.repeat(20_000) + 'x',
  '('.repeat(20_000),
  '+1 (2) '.repeat(3_000),
  '5 mg '.repeat(4_000),
  'https://' + 'a/'.repeat(10_000) + ')'.repeat(200),
  'de del de '.repeat(2_000) + '3 marzo',
  'thirty '.repeat(3_000),
  '&'.repeat(20_000),
  '½'.repeat(10_000),
  '\uD800'.repeat(10_000),
  'XIV '.repeat(5_000),
  'I am sorry '.repeat(2_000),
];

/** What a model that answers with such a text must be flagged with; a letter after much space is only an answer. */
function fault(text: string): string[] {
  if (text.trim() === 'x') return [];
  return [/[\p{L}\p{N}]/u.test(text) ? 'looped' : 'empty'];
}

describe('a text made to be slow', () => {
  test.each(HOSTILE.map((text) => [text.slice(0, 12), text]))(
    'goes through all gates, is flagged as an answer, and is no loop where it is the source: %j…',
    (_, text) => {
      for (const [from, to] of [
        ['en', 'ar'],
        ['es', 'en'],
        ['sw', 'uk'],
      ] as const) {
        const task = { kind: 'translate', from, to } as const;
        const kinds = (source: string, target: string) =>
          runGates(source, target, task, 'stop').map(({ kind }) => kind);
        expect(kinds('El camino.', text)).toEqual(expect.arrayContaining(fault(text)));
        expect(kinds(text, 'The road is flooded.')).not.toContain('looped');
      }
    },
  );
});
