/**
 * The part `libs`: compiles the committed libraries again and compares bytes. It takes minutes and needs emscripten, so
 * unless it is asked for by name it runs only where it could find something and can run at all.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedSince, recentBase } from './changed.mjs';
import { ending } from './failures.mjs';
import { copied, terminal } from './said.mjs';

/** @typedef {import('./reports.mjs').Count} Count */
/** @typedef {import('./said.mjs').Out} Out */

const PATHS = ['tools/compile', 'static/libs'];
const LIMIT_MINUTES = 20;
/** What was not run counts as nothing. */
const NOTHING = { passed: 0, failed: 0, skipped: 0, failures: [] };

/**
 * @param {string} root
 * @param {Out} out
 * @param {boolean} forced asked for by name: run it, whatever is missing
 * @returns {Promise<Count>}
 */
export async function verifyLibraries(root, out, forced) {
  const reason = forced ? null : whyNot(root);
  if (reason !== null) {
    out.write(`Not run: ${reason}. npm test -- libs runs it all the same.\n`);
    return NOTHING;
  }
  out.write('Compiling the libraries again: 5 to 10 minutes, and once about 300 MB of Python packages.\n');
  const heard = copied(out);
  const words = ['tools/compile/setup.py', 'verify'];
  if (await runAtMost(root, 'python3', words, LIMIT_MINUTES * 60_000, heard))
    return { passed: 1, failed: 0, skipped: 0, failures: [] };
  return {
    ...{ passed: 0, failed: 1, skipped: 0 },
    failures: [{ name: words.join(' '), said: ending(heard.text()) }],
  };
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
 * Runs a program, and ends it with all its children after a time.
 * @param {string} root
 * @param {string} command
 * @param {string[]} words
 * @param {number} limitMs
 * @param {Out} [out] gets what it says
 * @returns {Promise<boolean>} true where it ended with 0 in time
 */
export function runAtMost(root, command, words, limitMs, out = terminal) {
  const windows = process.platform === 'win32';
  // A process group of its own, so that the compilers that it starts end with it.
  const child = spawn(command, words, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !windows,
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => out.write(text));
  const end = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    else process.kill(-child.pid, 'SIGKILL');
  };
  const clock = setTimeout(() => {
    out.write(
      `! ${command} ${words.join(' ')} took longer than ${limitMs / 60_000} minutes and was ended.\n`,
    );
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
      out.write(`! ${command} could not be started: ${error.message}\n`);
      settle(false);
    });
    child.on('close', (code) => settle(code === 0));
  });
}
