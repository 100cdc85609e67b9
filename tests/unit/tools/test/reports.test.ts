import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settle } from '../../../../tools/test/parts.mjs';
import { countPlaywright, countVitest, readReport } from '../../../../tools/test/reports.mjs';

const passed = { status: 'passed', fullName: 'it works' };

describe('a report of vitest', () => {
  it('names the tests that failed by file and title, with what they expected', () => {
    const failed = {
      status: 'failed',
      fullName: 'sums adds',
      failureMessages: ['Error: expected 2\n  at x'],
    };
    const count = countVitest(
      {
        numPassedTests: 1,
        numPendingTests: 2,
        numTodoTests: 1,
        testResults: [
          { name: '/repo/tests/a.test.ts', status: 'failed', assertionResults: [passed, failed] },
        ],
      },
      '/repo',
    );
    expect(count).toEqual({
      ...{ passed: 1, failed: 1, skipped: 3 },
      failures: [{ name: 'tests/a.test.ts › sums adds', said: 'Error: expected 2\n  at x' }],
    });
  });

  it('counts a file that does not load as one failure', () => {
    const count = countVitest(
      {
        numPassedTests: 1,
        testResults: [
          { name: '/repo/b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
          { name: '/repo/c.test.ts', status: 'passed', assertionResults: [passed] },
        ],
      },
      '/repo',
    );
    expect(count).toMatchObject({ passed: 1, failed: 1 });
    expect(count.failures).toEqual([{ name: 'b.test.ts', said: 'no such module' }]);
  });
});

describe('a report of Playwright', () => {
  const spec = (title: string, ok: boolean, messages: (string | undefined)[]) => ({
    ...{ title, ok, file: 'a.test.ts', line: 3 },
    tests: [{ results: messages.map((message) => (message === undefined ? {} : { error: { message } })) }],
  });

  it('names what failed in any depth, a test that passed only at its second try, and what failed outside of tests', () => {
    const count = countPlaywright({
      stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{ message: 'the server did not start' }],
      suites: [
        {
          specs: [spec('passes', true, [undefined]), spec('fails', false, ['Error: not visible'])],
          suites: [{ specs: [spec('flakes', true, ['Error: late', undefined])] }],
        },
      ],
    });
    expect(count).toMatchObject({ passed: 4, failed: 3, skipped: 2 });
    expect(count.failures).toEqual([
      { name: 'a.test.ts:3 › fails', said: 'Error: not visible' },
      { name: 'a.test.ts:3 › flakes', said: 'Error: late' },
      { name: 'outside of any test', said: 'the server did not start' },
    ]);
  });
});

describe('a part', () => {
  const none = { passed: 0, failed: 0, skipped: 0, failures: [] };

  it('has failed where not one test ran, and where its program ended badly though no test failed', () => {
    expect(settle(true, none, 'No test files found')).toEqual({
      ...{ ...none, failed: 1 },
      failures: [{ name: 'not one test ran', said: 'No test files found' }],
    });
    const all = { ...none, passed: 3 };
    expect(settle(false, all, 'Unhandled Rejection')).toMatchObject({ passed: 3, failed: 1 });
    expect(settle(true, all, '')).toEqual(all);
  });

  it('that died before its report was whole has none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'haversack-report-'));
    await writeFile(join(folder, 'cut.json'), '{"numPassedTests": 1');
    expect(readReport(join(folder, 'cut.json'))).toEqual({});
    expect(readReport(join(folder, 'none.json'))).toEqual({});
    await rm(folder, { recursive: true });
  });
});
