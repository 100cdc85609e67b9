/** `npm run pack -- path/to/model.gguf`: adds a GGUF to the packs that this site offers, and says what will run where. */
import { fileURLToPath } from 'node:url';
import { sentence } from './problem.mjs';
import { say, warn } from './terminal.mjs';
import { addPack } from './pack/add';
import { HELP, parsePackOptions } from './pack/options';
import { report } from './pack/report';
import { PackCache } from './packs/cache';

const LIBRARIES = fileURLToPath(new URL('../static/libs', import.meta.url));

try {
  const options = parsePackOptions(process.argv.slice(2));
  if (options.help) say(HELP);
  else say(report(await addPack(new PackCache(), LIBRARIES, options)));
} catch (thrown) {
  warn(sentence(thrown));
  process.exitCode = 1;
}
