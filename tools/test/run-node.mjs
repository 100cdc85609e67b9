import { spawn } from 'node:child_process';
import { QUIET_VITE } from '../vite-quiet.mjs';

/**
 * Runs a Node program in the repository with its output on this terminal.
 * @param {string} root
 * @param {string[]} words
 * @param {Record<string, string>} [env]
 * @returns {Promise<boolean>} true where it ended with 0
 */
export function runNode(root, words, env = {}) {
  const child = spawn(process.execPath, words, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...QUIET_VITE, ...env },
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
