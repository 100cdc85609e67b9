import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('passes the Python tests of the compiler, which need no package', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const words = ['-B', '-m', 'unittest', 'discover', '-s', 'tests/compile'];
  const { status, stderr } = spawnSync('python3', words, { cwd: root, encoding: 'utf8' });
  expect(stderr).toMatch(/^OK\b/m);
  expect(status).toBe(0);
  // Python before 3.12 calls a run without a test a good one.
  expect(Number(/^Ran (\d+) tests/m.exec(stderr)?.[1])).toBeGreaterThanOrEqual(14);
}, 60_000);
