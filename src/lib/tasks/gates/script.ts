import { baseLanguage, likelyScript } from '../../domain/language';
import type { Flag, Language } from '../../domain/task';
import { countScripts } from '../scripts';
import { blank, fold } from './fold';
import { EMAIL, LINK } from './links';
import { PLACEHOLDER } from './placeholders';

/** Scripts that one writing system is made of; the others consist of themselves. */
const MADE_OF: Record<string, string[]> = {
  Hans: ['Hani'],
  Hant: ['Hani'],
  Jpan: ['Hani', 'Hira', 'Kana'],
  Kore: ['Hang', 'Hani'],
};
/** Languages with two everyday scripts, where the tag names none. */
const TWO_SCRIPTS: Record<string, string[]> = {
  sr: ['Cyrl', 'Latn'],
  bs: ['Latn', 'Cyrl'],
  az: ['Latn', 'Cyrl', 'Arab'],
  uz: ['Latn', 'Cyrl'],
  kk: ['Cyrl', 'Latn', 'Arab'],
  ku: ['Latn', 'Arab'],
  pa: ['Guru', 'Arab'],
  ha: ['Latn', 'Arab'],
  mn: ['Cyrl', 'Mong'],
  ms: ['Latn', 'Arab'],
  tg: ['Cyrl', 'Arab'],
  ks: ['Arab', 'Deva'],
  sd: ['Arab', 'Deva'],
  rhg: ['Rohg', 'Latn', 'Arab', 'Beng', 'Mymr'],
  ff: ['Latn', 'Adlm'],
};
/** The scripts a text in this language may be written in; empty where nobody knows. */
function expectedScripts(tag: Language): string[] {
  const script = likelyScript(tag);
  const own = MADE_OF[script] ?? (script === '' ? [] : [script]);
  const named = /^[a-z]{2,3}-[a-z]{4}\b/iu.test(tag);
  return named ? own : [...new Set([...own, ...(TWO_SCRIPTS[baseLanguage(tag)] ?? [])])];
}

/**
 * Letters of a script that the target language does not use. Names and codes that stand in the source may stay; Latin
 * letters are taken as names until they are half of the text, other scripts are not taken for anything.
 */
export function scriptGate(source: string, target: string, to: Language): Flag[] {
  const expected = expectedScripts(to);
  if (expected.length === 0) return [];
  const counts = countScripts(withoutKept(source, target));
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const flags: Flag[] = [];
  for (const [script, count] of counts) {
    if (expected.includes(script) || count < 2) continue;
    if (script !== 'Latn' || count > total / 2) flags.push({ kind: 'script', details: script });
  }
  return flags;
}

/** The target without links, placeholders, and names and codes (capitals or digits) that stand in the source. */
function withoutKept(source: string, target: string): string {
  const held = new Set(source.match(/[\p{L}\p{M}\p{N}]+/gu)?.map(fold) ?? []);
  return blank(target, LINK, EMAIL, PLACEHOLDER).replace(/[\p{L}\p{M}\p{N}]+/gu, (word) =>
    /[\p{Lu}\p{N}]/u.test(word) && held.has(fold(word)) ? ' ' : word,
  );
}
