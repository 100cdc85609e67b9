import { spawn } from 'node:child_process';
import { QUIET_VITE } from '../vite-quiet.mjs';
import { terminal } from './said.mjs';

/** @typedef {import('./said.mjs').Out} Out */

/** Programs leave out colours where they do not write to a terminal themselves. */
const COLOURS = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};

/**
 * Runs a Node program in the repository.
 * @param {string} root
 * @param {string[]} words
 * @param {{ env?: Record<string, string>, out?: Out }} [options] `out` gets what it says; this terminal by default
 * @returns {Promise<boolean>} true where it ended with 0
 */
export function runNode(root, words, { env = {}, out = terminal } = {}) {
  const child = spawn(process.execPath, words, {
    cwd: root,
    stdio: ['inherit', 'pipe', 'pipe'],
    env: { ...process.env, ...COLOURS, ...QUIET_VITE, ...env },
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => out.write(text));
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
