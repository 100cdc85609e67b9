/** What `npm test` runs. Each part writes what it says to `out`, and tells how many of its tests passed. */
import { ending } from './failures.mjs';
import { verifyLibraries } from './libs.mjs';
import { countPlaywright, countVitest, freshReport, readReport } from './reports.mjs';
import { runNode } from './run-node.mjs';
import { copied } from './said.mjs';

/** @typedef {import('./failures.mjs').Failure} Failure */
/** @typedef {import('./reports.mjs').Count} Count */
/** @typedef {import('./said.mjs').Out} Out */
/**
 * `run` may say that there was nothing to do, and count nothing; `asked`: the person named this part.
 * @typedef {{ name: string, run(root: string, out: Out, asked: boolean): Promise<Count> }} Part
 */

const TSC = 'node_modules/typescript/bin/tsc';
const SVELTE_CHECK = 'node_modules/svelte-check/bin/svelte-check';

/** @type {Part[]} */
export const PARTS = [
  {
    name: 'lint',
    run: (root, out) =>
      checks(root, out, [
        ['eslint', 'node_modules/eslint/bin/eslint.js', '.'],
        ['prettier', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
      ]),
  },
  {
    name: 'types',
    run: (root, out) =>
      checks(root, out, [
        ['svelte-kit sync', 'node_modules/@sveltejs/kit/svelte-kit.js', 'sync'],
        ['svelte-check', SVELTE_CHECK, '--threshold', 'warning', '--output', 'human'],
        ['tsc of the service worker', TSC, '--noEmit', '-p', 'src/service-worker'],
        ['tsc of the tools', TSC, '--noEmit', '-p', 'tools'],
      ]),
  },
  { name: 'unit', run: (root, out) => vitest(root, out, 'unit', ['unit']) },
  { name: 'browser', run: (root, out) => vitest(root, out, 'browser', ['browser', 'engine']) },
  { name: 'e2e', run: playwright },
  { name: 'libs', run: verifyLibraries },
];

/**
 * A part that is one check in itself, made with several programs: all run, and those that complain are named.
 * @param {string} root @param {Out} out @param {[name: string, ...words: string[]][]} programs @returns {Promise<Count>}
 */
async function checks(root, out, programs) {
  /** @type {Failure[]} */
  const failures = [];
  for (const [name, ...words] of programs) {
    const heard = copied(out);
    if (!(await runNode(root, words, { out: heard }))) failures.push({ name, said: ending(heard.text()) });
  }
  const good = failures.length === 0;
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0, failures };
}

/** @param {string} root @param {Out} out @param {string} name @param {string[]} projects @returns {Promise<Count>} */
async function vitest(root, out, name, projects) {
  const report = freshReport(root, name);
  const words = ['run', ...projects.flatMap((project) => ['--project', project])];
  const reporters = ['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`];
  const heard = copied(out);
  const good = await runNode(root, ['node_modules/vitest/vitest.mjs', ...words, ...reporters], {
    out: heard,
  });
  return settle(good, countVitest(readReport(report), root), heard.text());
}

/** @param {string} root @param {Out} out @returns {Promise<Count>} */
async function playwright(root, out) {
  const report = freshReport(root, 'e2e');
  const heard = copied(out);
  const good = await runNode(
    root,
    ['node_modules/@playwright/test/cli.js', 'test', '--reporter', 'list,json'],
    { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report }, out: heard },
  );
  return settle(good, countPlaywright(readReport(report)), heard.text());
}

/**
 * A part that ended badly has at least one failure, and one without a single test has not run.
 * @param {boolean} good @param {Count} count @param {string} said @returns {Count}
 */
export function settle(good, count, said) {
  const ran = count.passed + count.failed > 0;
  if (count.failed > 0 || (good && ran)) return count;
  const name = ran ? 'its program ended with an error' : 'not one test ran';
  return { ...count, failed: 1, failures: [{ name, said: ending(said) }] };
}
