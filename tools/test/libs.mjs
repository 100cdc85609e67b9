/**
 * The part `libs`: compiles the committed libraries again and compares bytes. It takes minutes and needs emscripten, so
 * unless it is asked for by name it runs only where it could find something and can run at all.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say, warn } from '../terminal.mjs';
import { changedSince, recentBase } from './changed.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const PATHS = ['tools/compile', 'static/libs'];
const LIMIT_MINUTES = 20;
/** What was not run counts as nothing. */
const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {string} root
 * @param {boolean} forced asked for by name: run it, whatever is missing
 * @returns {Promise<Count>}
 */
export async function verifyLibraries(root, forced) {
  const reason = forced ? null : whyNot(root);
  if (reason !== null) {
    say(`Not run: ${reason}. npm test -- libs runs it all the same.`);
    return NOTHING;
  }
  say('Compiling the libraries again: 5 to 10 minutes, and once about 300 MB of Python packages.');
  const good = await runAtMost(root, 'python3', ['tools/compile/setup.py', 'verify'], LIMIT_MINUTES * 60_000);
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null} why the part need not or cannot run, null where it should
 */
export function whyNot(root, env = process.env) {
  const base = recentBase(root);
  if (base === null) return 'there is no git history to say whether the libraries changed';
  if (!changedSince(root, base, PATHS)) return `${PATHS.join(' and ')} did not change lately`;
  const wanted = wantedEmscripten(root);
  const found = emscripten(env);
  if (found === wanted) return null;
  return found === null
    ? `emscripten ${wanted} is not on this machine`
    : `emscripten is ${found} here, and the libraries are made with ${wanted}`;
}

/** setup.py names the version, since the bytes depend on it. @param {string} root */
function wantedEmscripten(root) {
  const text = readFileSync(join(root, 'tools', 'compile', 'setup.py'), 'utf8');
  return /^EMSCRIPTEN = "([\d.]+)"/m.exec(text)?.[1] ?? 'of a known version';
}

/** @param {NodeJS.ProcessEnv} env @returns {string | null} its version, null where there is none */
function emscripten(env) {
  const { stdout } = spawnSync('emcc --version', { shell: true, encoding: 'utf8', env });
  return /\b\d+\.\d+\.\d+\b/.exec(stdout ?? '')?.[0] ?? null;
}

/**
 * Runs a program with its output on this terminal, and ends it with all its children after a time.
 * @param {string} root
 * @param {string} command
 * @param {string[]} words
 * @param {number} limitMs
 * @returns {Promise<boolean>} true where it ended with 0 in time
 */
export function runAtMost(root, command, words, limitMs) {
  const windows = process.platform === 'win32';
  // A process group of its own, so that the compilers that it starts end with it.
  const child = spawn(command, words, { cwd: root, stdio: 'inherit', detached: !windows });
  const end = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    else process.kill(-child.pid, 'SIGKILL');
  };
  const clock = setTimeout(() => {
    warn(`${command} ${words.join(' ')} took longer than ${limitMs / 60_000} minutes and was ended.`);
    end();
  }, limitMs);
  const interrupted = () => {
    end();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  return new Promise((resolve) => {
    /** @param {boolean} good */
    const settle = (good) => {
      clearTimeout(clock);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve(good);
    };
    child.on('error', (error) => {
      warn(`${command} could not be started: ${error.message}`);
      settle(false);
    });
    child.on('close', (code) => settle(code === 0));
  });
}
