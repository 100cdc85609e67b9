import { basePath } from '../base.mjs';
import { Problem } from '../problem.mjs';

export const HELP = `npm start -- [options]

Installs what is missing, fetches the starter packs, builds, serves the app and opens it.

  --packs <names>   which starter packs to fetch: smollm2, gemma3, several with commas, or none (default: all)
  --port <number>   the first port to try (default: 4173; the next free one is taken)
  --host <address>  the address to listen on (default: 127.0.0.1, this machine only)
  --base <path>     the path below which the app is served, such as /haversack (default: the root of the host)
  --https <folder>  serve over https with cert.pem and key.pem of that folder (npm run certificate makes them)
  --no-open         do not open the browser
  --help            this text

Weights are kept in your cache folder (or in $HAVERSACK_CACHE), one copy for all clones.`;

const STARTER_NAMES = ['smollm2', 'gemma3'];

/**
 * @typedef {{ packs: string[], port: number, host: string, base: string, https: string | null, open: boolean, help: boolean }} StartOptions
 * @param {string[]} words
 * @returns {StartOptions} throws a Problem that names the word it did not understand
 */
export function parseOptions(words) {
  /** @type {StartOptions} */
  const options = {
    packs: STARTER_NAMES,
    port: 4173,
    host: '127.0.0.1',
    base: '',
    https: null,
    open: true,
    help: false,
  };
  const rest = words.flatMap((word) => (/^--\w+=/.test(word) ? splitOnce(word) : [word]));
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === '--help' || word === '-h') options.help = true;
    else if (word === '--no-open') options.open = false;
    else if (word === '--packs') options.packs = packNames(valueOf(word, rest));
    else if (word === '--port') options.port = portNumber(valueOf(word, rest));
    else if (word === '--host') options.host = valueOf(word, rest);
    else if (word === '--base') options.base = basePath(valueOf(word, rest));
    else if (word === '--https') options.https = valueOf(word, rest);
    else throw new Problem(`npm start does not know "${word}": npm start -- --help lists what it knows.`);
  }
  return options;
}

/** @param {string} word */
function splitOnce(word) {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}

/** @param {string} option @param {string[]} rest */
function valueOf(option, rest) {
  const value = rest.shift();
  if (value === undefined || value === '')
    throw new Problem(`${option} needs a value: see npm start -- --help.`);
  return value;
}

/** @param {string} list */
function packNames(list) {
  if (list === 'none') return [];
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !STARTER_NAMES.includes(name));
  if (unknown !== undefined)
    throw new Problem(
      `There is no starter pack "${unknown}": choose from ${STARTER_NAMES.join(', ')}, or none.`,
    );
  return names;
}

/** @param {string} text */
function portNumber(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Problem(`"${text}" is not a port: it must be a number from 1 to 65535.`);
  return port;
}
