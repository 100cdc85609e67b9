/** What `npm test` runs, in this order. Each part prints to the terminal and says how many of its tests passed. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { verifyLibraries } from './libs.mjs';
import { runNode } from './run-node.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/**
 * `run` may say that there was nothing to do, and count nothing; `asked`: the person named this part.
 * @typedef {{ name: string, run(root: string, asked: boolean): Promise<Count> }} Part
 */

/** A part that is one check in itself. @param {boolean} good @returns {Count} */
const one = (good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 });

/** @type {Part[]} */
export const PARTS = [
  {
    name: 'lint',
    run: async (root) => {
      const eslint = await runNode(root, ['node_modules/eslint/bin/eslint.js', '.']);
      const prettier = await runNode(root, [
        'node_modules/prettier/bin/prettier.cjs',
        '--check',
        '--log-level',
        'warn',
        '.',
      ]);
      return one(eslint && prettier);
    },
  },
  {
    name: 'types',
    run: async (root) => {
      const tsc = 'node_modules/typescript/bin/tsc';
      const results = [
        await runNode(root, ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync']),
        await runNode(root, [
          'node_modules/svelte-check/bin/svelte-check',
          '--threshold',
          'warning',
          '--output',
          'human',
        ]),
        await runNode(root, [tsc, '--noEmit', '-p', 'src/service-worker']),
        await runNode(root, [tsc, '--noEmit', '-p', 'tools']),
      ];
      return one(results.every(Boolean));
    },
  },
  { name: 'unit', run: (root) => vitest(root, 'unit') },
  { name: 'browser', run: (root) => vitest(root, 'browser') },
  { name: 'e2e', run: playwright },
  // Last: it takes minutes.
  { name: 'libs', run: verifyLibraries },
];

/** @param {string} root @param {string} project @returns {Promise<Count>} */
async function vitest(root, project) {
  const report = freshReport(root, project);
  const good = await runNode(root, [
    'node_modules/vitest/vitest.mjs',
    ...[
      'run',
      '--project',
      project,
      '--reporter',
      'default',
      '--reporter',
      'json',
      `--outputFile.json=${report}`,
    ],
  ]);
  const found = readReport(report);
  return settle(good, {
    passed: found.numPassedTests ?? 0,
    failed: (found.numFailedTests ?? 0) + filesWithoutATest(found.testResults ?? []),
    skipped: (found.numPendingTests ?? 0) + (found.numTodoTests ?? 0),
  });
}

/**
 * Files that failed though none of their tests did: they do not load, or their set-up fails. Each counts as one failure.
 * @param {{ status: string, assertionResults: { status: string }[] }[]} files
 */
function filesWithoutATest(files) {
  return files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
}

/** @param {string} root @returns {Promise<Count>} */
async function playwright(root) {
  const report = freshReport(root, 'e2e');
  const good = await runNode(
    root,
    ['node_modules/@playwright/test/cli.js', 'test', '--reporter', 'list,json'],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  );
  const { stats = {}, errors = [] } = readReport(report);
  return settle(good, {
    // A flaky test failed once: it is not passed off as a pass.
    passed: stats.expected ?? 0,
    failed: (stats.unexpected ?? 0) + (stats.flaky ?? 0) + (errors.length > 0 ? 1 : 0),
    skipped: stats.skipped ?? 0,
  });
}

/** A part that ended badly has at least one failure, and one without a single test has not run. @param {boolean} good @param {Count} count @returns {Count} */
function settle(good, count) {
  const ran = count.passed + count.failed > 0;
  return count.failed === 0 && (!good || !ran) ? { ...count, failed: 1 } : count;
}

/** @param {string} root @param {string} name */
function freshReport(root, name) {
  const path = join(root, 'test-results', `${name}.json`);
  rmSync(path, { force: true });
  return path;
}

/** @param {string} path @returns {any} */
function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}
