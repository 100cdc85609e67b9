/** `npm run bench`: installs what is missing, fetches the model that is measured, then runs tests/bench. */
import { fileURLToPath } from 'node:url';
import { installDependencies } from '../install.mjs';
import { sentence } from '../problem.mjs';
import { warn } from '../terminal.mjs';
import { runNode } from '../test/run-node.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string[]} words the command line after `npm run bench --` */
export async function run(words) {
  try {
    await installDependencies(ROOT);
    const helped = words.some((word) => word === '--help' || word === '-h');
    if (!helped && !(await runNode(ROOT, ['--import', 'tsx', 'tools/packs/main.ts', 'smollm2', 'gemma3'])))
      warn('Rows that need a model that is not here will fail.');
    const good = await runNode(ROOT, ['--import', 'tsx', 'tests/bench/main.ts', ...words]);
    process.exitCode = good ? 0 : 1;
  } catch (thrown) {
    warn(sentence(thrown));
    process.exitCode = 1;
  }
}
