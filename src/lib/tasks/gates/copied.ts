import { baseLanguage } from '../../domain/language';
import type { Flag, Language } from '../../domain/task';
import { blank, fold } from './fold';
import { EMAIL, LINK } from './links';
import { PLACEHOLDER } from './placeholders';

/** Languages so near each other that a good translation repeats much of the source. */
const NEAR = [
  'es pt gl ca',
  'id ms',
  'cs sk',
  'uk ru be',
  'nb no nn da sv',
  'hr sr bs sl',
  'bg mk',
  'hi ur',
].map((group) => group.split(' '));

/** The target is the source, or repeats long stretches of it, where it should be in another language. */
export function copiedGate(source: string, target: string, from: Language, to: Language): Flag[] {
  const [a, b] = [baseLanguage(from), baseLanguage(to)];
  if (a === b) return [];
  const [left, right] = [plainWords(source), plainWords(target)];
  // "No, no, no" and "Hospital Central" are what they are in many languages.
  if (new Set(right).size < 3) return [];
  if (left.join(' ') === right.join(' ')) return [{ kind: 'copied' }];
  const limit = NEAR.some((group) => group.includes(a) && group.includes(b)) ? 0.9 : 0.6;
  return right.length >= 5 && sharedPairs(left, right) >= limit ? [{ kind: 'copied' }] : [];
}

/** Words that could have been translated: names, numbers and addresses are the same in both languages. */
function plainWords(text: string): string[] {
  const rest = blank(text, LINK, EMAIL, PLACEHOLDER);
  const kept: string[] = [];
  for (const match of rest.matchAll(/[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu)) {
    const inSentence =
      match.index > 0 && !/[.!?:"«“¿¡]\s*$/u.test(rest.slice(Math.max(0, match.index - 8), match.index));
    if (inSentence && /^\p{Lu}/u.test(match[0])) continue;
    // Scripts without spaces: a character is a word here.
    const unspaced =
      /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}]/u;
    if (unspaced.test(match[0])) kept.push(...fold(match[0]));
    else kept.push(fold(match[0]));
  }
  return kept;
}

/** Share of the target's pairs of neighbouring words that also stand in the source. */
function sharedPairs(source: string[], target: string[]): number {
  const pairs = (words: string[]) => words.slice(1).map((word, i) => `${words[i]!} ${word}`);
  const held = new Set(pairs(source));
  const wanted = pairs(target);
  return wanted.filter((pair) => held.has(pair)).length / wanted.length;
}
