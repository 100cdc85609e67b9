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

describe('a text made to be slow', () => {
  test.each(HOSTILE.map((text) => [text.slice(0, 12), text]))(
    'goes through all gates all the same: %j…',
    (_, text) => {
      for (const [from, to] of [
        ['en', 'ar'],
        ['es', 'en'],
        ['sw', 'uk'],
      ] as const) {
        expect(
          Array.isArray(runGates(text, 'The road is flooded.', { kind: 'translate', from, to }, 'stop')),
        ).toBe(true);
        expect(Array.isArray(runGates('El camino.', text, { kind: 'translate', from, to }, 'stop'))).toBe(
          true,
        );
      }
    },
  );
});
