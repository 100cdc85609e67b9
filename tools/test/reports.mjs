/** The reports of vitest and Playwright, counted, with the names of what failed. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beginning } from './failures.mjs';

/** @typedef {import('./failures.mjs').Failure} Failure */
/** @typedef {{ passed: number, failed: number, skipped: number, failures: Failure[] }} Count */
/** @typedef {{ status: string, fullName: string, failureMessages?: string[] }} VitestTest */
/** @typedef {{ name: string, status: string, message?: string, assertionResults: VitestTest[] }} VitestFile */
/** @typedef {{ numPassedTests?: number, numPendingTests?: number, numTodoTests?: number, testResults?: VitestFile[] }} VitestReport */
/** @typedef {{ title: string, ok: boolean, file: string, line: number, tests: { results: { error?: { message?: string } }[] }[] }} Spec */
/** @typedef {{ suites?: Suite[], specs?: Spec[] }} Suite */
/** @typedef {{ stats?: Record<string, number>, errors?: { message?: string }[] } & Suite} PlaywrightReport */

/** @param {VitestReport} report @param {string} root @returns {Count} */
export function countVitest(report, root) {
  const failures = (report.testResults ?? []).flatMap(({ name, status, message = '', assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that failed though none of its tests did: it does not load, or its set-up fails. It counts as one.
    if (failed.length === 0) return status === 'failed' ? [{ name: file, said: beginning(message) }] : [];
    return failed.map(({ fullName, failureMessages = [] }) => ({
      name: `${file} › ${fullName}`,
      said: beginning(failureMessages[0] ?? ''),
    }));
  });
  return {
    passed: report.numPassedTests ?? 0,
    failed: failures.length,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
    failures,
  };
}

/** @param {PlaywrightReport} report @returns {Count} */
export function countPlaywright(report) {
  const { stats = {}, errors = [] } = report;
  const failures = specsOf(report)
    // A flaky test failed once: it is not passed off as a pass.
    .filter(({ ok, tests }) => !ok || tests.some(({ results }) => results.some(({ error }) => error)))
    .map(({ title, file, line, tests }) => ({
      name: `${file}:${line} › ${title}`,
      said: beginning(
        tests.flatMap(({ results }) => results).find(({ error }) => error)?.error?.message ?? '',
      ),
    }));
  const outside = errors.map(({ message = '' }) => ({
    name: 'outside of any test',
    said: beginning(message),
  }));
  return {
    passed: stats['expected'] ?? 0,
    failed: (stats['unexpected'] ?? 0) + (stats['flaky'] ?? 0) + (errors.length > 0 ? 1 : 0),
    skipped: stats['skipped'] ?? 0,
    failures: [...failures, ...outside],
  };
}

/** @param {Suite} suite @returns {Spec[]} */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** Where a part's report goes; the one of the run before is gone. @param {string} root @param {string} name */
export function freshReport(root, name) {
  const path = join(root, 'test-results', `${name}.json`);
  rmSync(path, { force: true });
  return path;
}

/** @param {string} path @returns {any} empty where the part died before it had written it all: that counts as failed */
export function readReport(path) {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return {};
    throw thrown;
  }
}
