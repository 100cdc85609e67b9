/** `npm test`: installs what is missing, fetches the starter packs, runs every part, and counts. */
import { fileURLToPath } from 'node:url';
import { installDependencies } from '../install.mjs';
import { Problem, sentence } from '../problem.mjs';
import { duration, say, warn } from '../terminal.mjs';
import { PARTS } from './parts.mjs';
import { runNode } from './run-node.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WITHOUT_MODELS = ['lint', 'types', 'libs'];

/** @param {string[]} names the parts to run; all where there is none */
export async function run(names) {
  let passed = 0;
  let failed = 0;
  /** @type {string[]} */
  const lines = [];
  try {
    const parts = chosen(names);
    await installDependencies(ROOT);
    const usesModels = parts.some(({ name }) => !WITHOUT_MODELS.includes(name));
    if (usesModels && !(await runNode(ROOT, ['--import', 'tsx', 'tools/packs/main.ts'])))
      warn('Tests that need a starter pack that is not there will fail.');
    for (const part of parts) {
      say(`\n== ${part.name}`);
      const began = Date.now();
      const count = await part.run(ROOT, names.includes(part.name));
      passed += count.passed;
      failed += count.failed;
      const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
      if (count.passed + count.failed + count.skipped === 0) continue;
      lines.push(
        `${part.name.padEnd(8)} ${count.passed} passed, ${count.failed} failed${skipped}, ${duration(Date.now() - began)}`,
      );
    }
  } catch (thrown) {
    warn(sentence(thrown));
    failed += 1;
  }
  say(`\n${lines.join('\n')}\n`);
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** @param {string[]} names */
function chosen(names) {
  const unknown = names.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined)
    throw new Problem(
      `npm test has no part "${unknown}": it has ${PARTS.map(({ name }) => name).join(', ')}.`,
    );
  return names.length === 0 ? PARTS : PARTS.filter(({ name }) => names.includes(name));
}
