/** The part of `npm start` that runs before anything is installed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installDependencies } from '../install.mjs';
import { sentence } from '../problem.mjs';
import { warn } from '../terminal.mjs';
import { HELP, parseOptions } from './options.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string[]} words the command line after `npm start --` */
export async function begin(words) {
  try {
    const options = parseOptions(words);
    if (options.help) {
      console.log(HELP);
      return;
    }
    await install();
    const { register } = await import('tsx/esm/api');
    register();
    const { start } = await import(pathToFileURL(join(ROOT, 'tools', 'start', 'start.ts')).href);
    await start(ROOT, options);
  } catch (thrown) {
    warn(sentence(thrown));
    process.exitCode = 1;
  }
}

/** Goes on with an older node_modules where the new one cannot be had. */
async function install() {
  try {
    await installDependencies(ROOT);
  } catch (thrown) {
    if (!existsSync(join(ROOT, 'node_modules', 'tsx'))) throw thrown;
    warn(`${sentence(thrown)} Going on with the dependencies that are there.`);
  }
}
