/** `tsx tools/packs/main.ts [names]`: fetches starter packs into the cache, all of them where none is named. */
import { sentence } from '../problem.mjs';
import { warn } from '../terminal.mjs';
import { PackCache } from './cache';
import { fetchStarter } from './fetch';
import { STARTERS } from './starters';

const names = process.argv.slice(2);
const cache = new PackCache();
for (const starter of STARTERS.filter(({ name }) => names.length === 0 || names.includes(name))) {
  try {
    await fetchStarter(cache, starter);
  } catch (thrown) {
    warn(sentence(thrown));
    process.exitCode = 1;
  }
}
