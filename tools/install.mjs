/** Brings node_modules to what package-lock.json names. Plain Node: nothing is installed yet when this runs. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { duration, liveLine, say } from './terminal.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} Entry */

/**
 * @param {string} path
 * @returns {Record<string, Entry>} the packages of a lockfile, none where it cannot be read
 */
function packagesIn(path) {
  if (!existsSync(path)) return {};
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
}

/**
 * npm writes what it really installed to node_modules/.package-lock.json: comparing the two needs no stamp of ours and
 * also sees what a person installed by hand. Optional packages for other platforms are rightly absent there.
 * @param {string} root folder of package-lock.json
 */
export function isInstalled(root) {
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true;
    const found = installed[path];
    if (!found) return Boolean(wanted.optional ?? wanted.devOptional);
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/**
 * @param {string} root
 * @returns {Promise<{ code: number, log: string }>}
 */
function npmCi(root) {
  const windows = process.platform === 'win32';
  const child = spawn(windows ? 'npm.cmd' : 'npm', ['ci', '--no-fund', '--no-audit'], {
    cwd: root,
    shell: windows,
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (log += piece));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, log: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, log }));
  });
}

/** @param {string} log @returns {string} */
function npmSentence(log) {
  if (/ENOSPC/.test(log)) return 'The disk is full: npm could not install the dependencies.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/i.test(log))
    return 'npm could not reach its registry, so the dependencies could not be installed: check the network.';
  if (/EINTEGRITY/.test(log))
    return 'A dependency does not have the digest that package-lock.json names: npm refused it.';
  if (/spawn npm/.test(log))
    return 'npm was not found: it comes with Node, install it and run the command again.';
  const line = log.split('\n').find((text) => /npm (ERR!|error)/.test(text));
  return `npm could not install the dependencies: ${line ?? 'no reason given'}.`;
}

/**
 * `npm ci` deletes node_modules before it fetches. The old folder is put aside and comes back when npm fails, so that
 * a start without network still has what it had.
 * @param {string} root
 * @returns {Promise<void>} rejects with a Problem
 */
export async function installDependencies(root) {
  if (isInstalled(root)) return;
  const folder = join(root, 'node_modules');
  const aside = join(root, 'node_modules.before');
  rmSync(aside, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, aside);
  const began = Date.now();
  say('Installing the dependencies that package-lock.json names (about 290 MB on disk) …');
  const line = liveLine();
  const clock = setInterval(() => line.show(`  npm ci, ${duration(Date.now() - began)}`), 1000);
  const { code, log } = await npmCi(root);
  clearInterval(clock);
  if (code === 0) {
    rmSync(aside, { recursive: true, force: true });
    line.done(`  Dependencies installed in ${duration(Date.now() - began)}.`);
    return;
  }
  line.done();
  if (existsSync(aside)) {
    rmSync(folder, { recursive: true, force: true });
    renameSync(aside, folder);
  }
  throw new Problem(npmSentence(log));
}
