import { describe, expect, it } from 'vitest';
import { beginning, ending, whatFailed } from '../../../../tools/test/failures.mjs';

describe('what failed', () => {
  it('names each part and test, with why below it', () => {
    const text = whatFailed([
      { part: 'lint', failures: [{ name: 'prettier', said: '[warn] a.ts\n[warn] b.ts' }] },
      { part: 'unit', failures: [] },
      { part: 'e2e', failures: [{ name: 'a.test.ts:3 › it works', said: '' }] },
    ]);
    expect(text).toBe(
      [
        'What failed:',
        '  lint › prettier',
        '      [warn] a.ts',
        '      [warn] b.ts',
        '  e2e › a.test.ts:3 › it works',
      ].join('\n'),
    );
  });

  it('says nothing where nothing failed', () => {
    expect(whatFailed([{ part: 'unit', failures: [] }])).toBe('');
  });

  it('keeps the beginning of a test and the end of a check, without colours, empty lines and the ends of long ones', () => {
    const lines = Array.from({ length: 90 }, (_, at) => `line ${at}`).join('\n\n');
    expect(beginning(lines).split('\n')).toEqual([0, 1, 2, 3, 4, 5].map((at) => `line ${at}`));
    expect(ending(lines).split('\n').at(0)).toBe('line 30');
    expect(ending(lines).split('\n').at(-1)).toBe('line 89');
    expect(beginning('\u001b[31mred\u001b[39m')).toBe('red');
    expect(beginning('x'.repeat(1000))).toHaveLength(240);
  });
});
