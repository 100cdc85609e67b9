import { Problem } from '../../tools/problem.mjs';

export const ROW_NAMES = [
  ...(['decode', 'cpu', 'added', 'shell', 'tasks', 'disk', 'warm'] as const),
  ...(['download', 'cuts', 'mutations', 'import', 'faults'] as const),
] as const;
export type RowName = (typeof ROW_NAMES)[number];

export type BenchOptions = {
  rows: readonly RowName[];
  rounds: number;
  tokens: number;
  libraries: string | null;
  build: string | null;
  help: boolean;
};

export const HELP = `npm run bench -- [rows] [options]

Measures Haversack against the engines it is built on, both in one run, and writes a table and bench-results/*.json.

  decode   GPU engine, tokens a second: ours / bare web-llm on the same library (SwiftShader, SmolLM2)
  cpu      CPU engine, tokens a second: ours / bare wllama
  added    ms per token that our path adds, on an engine that does nothing, at 200 tokens a second
  shell    bytes of the app without its engines, brotli
  tasks    long tasks on the page while 512 tokens stream, at 4x CPU throttle
  disk     bytes that an installed pack takes / bytes of the pack
  warm     page open to a loaded session, with verification: ours / bare web-llm from its own cache
  download bytes a second over lines of 50 and 200 Mbit/s, and what hashing adds to a plain fetch
  cuts     bytes fetched again for each of ten cuts at random places
  mutations  1,000 seeded damages to a stored model: how many are caught before any text
  import   a GGUF of 250 MB from the disk / a plain copy of it
  faults   the same bad server for us, bare web-llm and transformers.js: who keeps wrong bytes as right

  --rounds <number>   pairs of measurements (default: 7)
  --tokens <number>   tokens per answer in decode and cpu (default: 16; three answers of each side a round)
  --libs <folder>     compiled libraries to use (default: $HAVERSACK_LIBS, else static/libs)
  --build <folder>    a build of the app to measure as it is (default: build/, made again where sources changed)
  --help              this text`;

/** Throws a Problem that names the word it did not understand. */
export function parseBenchOptions(words: readonly string[]): BenchOptions {
  const libraries: string | null = process.env['HAVERSACK_LIBS'] ?? null;
  const options: Omit<BenchOptions, 'rows'> = { rounds: 7, tokens: 16, libraries, build: null, help: false };
  const rows: RowName[] = [];
  const rest = words.flatMap((word) => (/^--\w+=/.test(word) ? splitOnce(word) : [word]));
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const row = ROW_NAMES.find((name) => name === word);
    if (row) rows.push(row);
    else if (word === '--help' || word === '-h') options.help = true;
    else if (word === '--rounds') options.rounds = count(word, rest.shift());
    else if (word === '--tokens') options.tokens = count(word, rest.shift());
    else if (word === '--libs') options.libraries = rest.shift() ?? null;
    else if (word === '--build') options.build = rest.shift() ?? null;
    else
      throw new Problem(
        `npm run bench does not know "${word}": npm run bench -- --help lists what it knows.`,
      );
  }
  return { ...options, rows: rows.length > 0 ? rows : ROW_NAMES };
}

function splitOnce(word: string): string[] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}

function count(option: string, value: string | undefined): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Problem(`${option} needs a number from 1 up.`);
  return number;
}
