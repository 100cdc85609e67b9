/** `npm run site -- <folder> [model...]`: a folder that any static web server can serve. */
import { fileURLToPath } from 'node:url';
import { Problem, sentence } from './problem.mjs';
import { makeSite } from './site/make';
import { HELP, parseSiteOptions } from './site/options';
import { say, warn } from './terminal.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const stop = new AbortController();
process.once('SIGINT', () =>
  stop.abort(new Problem('Stopped. What has come is kept: run the command again.')),
);
try {
  const options = parseSiteOptions(process.argv.slice(2));
  if (options === null) say(HELP);
  else {
    const config = await makeSite(ROOT, options, stop.signal);
    say(`${options.folder} is ready to be served; ${config} is how nginx does it. docs/deploy.md says more.`);
  }
} catch (thrown) {
  // Ctrl-C also ends the programs that this one has started: what they say then is not why.
  warn(sentence(stop.signal.aborted ? stop.signal.reason : thrown));
  process.exitCode = 1;
}
