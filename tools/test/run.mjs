/** `npm test`: installs what is missing, fetches the starter packs, runs every part, and counts. */
import { fileURLToPath } from 'node:url';
import { installDependencies } from '../install.mjs';
import { Problem, sentence } from '../problem.mjs';
import { duration, say, warn } from '../terminal.mjs';
import { whatFailed } from './failures.mjs';
import { PARTS } from './parts.mjs';
import { runNode } from './run-node.mjs';
import { runStages, STAGES } from './stages.mjs';

/** @typedef {import('./stages.mjs').Result} Result */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WITHOUT_MODELS = ['lint', 'types', 'libs'];

/** @param {string[]} names the parts to run; all where there is none */
export async function run(names) {
  /** @type {Result[]} */
  let results = [];
  let problems = 0;
  try {
    const parts = chosen(names);
    await installDependencies(ROOT);
    const usesModels = parts.some(({ name }) => !WITHOUT_MODELS.includes(name));
    if (usesModels && !(await runNode(ROOT, ['--import', 'tsx', 'tools/packs/main.ts'])))
      warn('Tests that need a starter pack that is not there will fail.');
    results = await runStages(ROOT, STAGES, parts, names);
  } catch (thrown) {
    warn(sentence(thrown));
    problems = 1;
  }
  const counted = results.filter(({ passed, failed, skipped }) => passed + failed + skipped > 0);
  say(`\n${counted.map(line).join('\n')}\n`);
  const failures = whatFailed(results);
  if (failures !== '') say(`${failures}\n`);
  const sum = (/** @type {(result: Result) => number} */ of) =>
    results.reduce((all, one) => all + of(one), 0);
  const failed = sum((one) => one.failed) + problems;
  say(`${sum((one) => one.passed)} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** @param {Result} result */
function line({ part, passed, failed, skipped, ms }) {
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${part.padEnd(8)} ${passed} passed, ${failed} failed${left}, ${duration(ms)}`;
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
