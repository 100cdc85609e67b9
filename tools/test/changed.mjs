/** What changed lately, as git knows it. */
import { spawnSync } from 'node:child_process';

/** @param {string} root @param {string[]} words @returns {string | null} what git said, null where it refused or is not there */
function git(root, words) {
  const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/**
 * The commit to compare with: where this branch left the one of origin, else the newest commit older than a day, else
 * the first one. Null without git.
 * @param {string} root
 * @returns {string | null}
 */
export function recentBase(root) {
  const head = git(root, ['rev-parse', 'HEAD']);
  if (!head) return null;
  const left = git(root, ['merge-base', 'HEAD', 'origin/HEAD']);
  if (left && left !== head) return left;
  const older = git(root, ['rev-list', '--max-count=1', '--before=1 day ago', 'HEAD']);
  return older || git(root, ['rev-list', '--max-parents=0', 'HEAD'])?.split('\n').at(-1) || null;
}

/**
 * Whether anything below `paths` differs from that commit, committed or not.
 * @param {string} root @param {string} base @param {string[]} paths
 */
export function changedSince(root, base, paths) {
  const changed = git(root, ['diff', '--name-only', base, '--', ...paths]);
  const added = git(root, ['ls-files', '--others', '--exclude-standard', '--', ...paths]);
  // A git that does not answer is no proof that nothing changed.
  return changed !== '' || added !== '';
}
