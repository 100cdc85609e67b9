/** `npm run site -- <folder> [model...]`: a folder that any static web server can serve. */
import { fileURLToPath } from 'node:url';
import { sentence } from './problem.mjs';
import { makeSite } from './site/make';
import { HELP, parseSiteOptions } from './site/options';
import { say, warn } from './terminal.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

try {
  const options = parseSiteOptions(process.argv.slice(2));
  if (options === null) say(HELP);
  else {
    const config = await makeSite(ROOT, options);
    say(`${options.folder} is ready to be served; ${config} is how nginx does it. docs/deploy.md says more.`);
  }
} catch (thrown) {
  warn(sentence(thrown));
  process.exitCode = 1;
}
