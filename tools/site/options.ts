import { basePath } from '../base.mjs';
import { Problem } from '../problem.mjs';

export const HELP = `npm run site -- <folder> [model...] [options]

Makes a folder that any static web server can serve: the app, its headers, and the models named.

  --base <path>   the path below which it will be served, such as /haversack (default: the root of the host)
  --help          this text

Models, and the options --hub, --hosts, --library and --days, are those of npm run mirror. docs/deploy.md says what to do
with the folder.`;

/** `mirror`: the words for npm run mirror, none where no model is named. */
export type SiteOptions = { folder: string; base: string; mirror: string[] };

/** Options of npm run mirror that take a value. */
const PASSED_ON = ['--hub', '--hosts', '--library', '--days'];

/** Null where help is asked for. Throws a Problem that names what is missing or not understood. */
export function parseSiteOptions(words: string[]): SiteOptions | null {
  if (words.includes('--help') || words.includes('-h')) return null;
  let base = '';
  const models: string[] = [];
  const passedOn: string[] = [];
  const rest = words.flatMap((word) => (/^--\w+=/.test(word) ? splitOnce(word) : [word]));
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--base') base = basePath(valueOf(word, rest));
    else if (PASSED_ON.includes(word)) passedOn.push(word, valueOf(word, rest));
    else if (word.startsWith('-'))
      throw new Problem(`npm run site does not know "${word}": npm run site -- --help lists what it knows.`);
    else models.push(word);
  }
  const folder = models.shift();
  if (folder === undefined) throw new Problem('Name the folder to make: npm run site -- dist smollm2');
  return { folder, base, mirror: models.length > 0 ? [...models, ...passedOn] : [] };
}

function splitOnce(word: string): string[] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}

function valueOf(option: string, rest: string[]): string {
  const value = rest.shift();
  if (value === undefined || value === '')
    throw new Problem(`${option} needs a value: see npm run site -- --help.`);
  return value;
}
