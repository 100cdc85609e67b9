import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { it } from 'vitest';

it('passes the Python tests of the compiler, which need no package', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  execFileSync('python3', ['-B', '-m', 'unittest', 'discover', '-s', 'tests/compile'], { cwd: root });
}, 60_000);
