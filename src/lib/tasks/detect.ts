import type { Language } from '../domain/task';
import { LATIN, ONE_LANGUAGE, SIBLINGS } from './detect-profiles';
import { countScripts } from './scripts';

/** `confidence` is 0 to 1: how clearly this language stood out, not a probability. */
export type Detection = { language: Language | 'unknown'; confidence: number };

/** Languages that can be told; a text in another one is `unknown` or, at worst, taken for a relative. */
export const DETECTABLE: ReadonlySet<Language> = new Set([
  ...Object.keys(LATIN),
  ...Object.values(SIBLINGS).flatMap(Object.keys),
  ...Object.values(ONE_LANGUAGE),
]);

/** UTF-16 units that are read. */
const LONGEST = 4000;
/** Below this much evidence, in words, or this little of the text explained, nothing is said. */
const MIN_SCORE = 1;
const MIN_COVERAGE = 0.14;
const UNKNOWN: Detection = { language: 'unknown', confidence: 0 };

/** The language of a text: by its script, then by letters and everyday words that set a language apart. */
export function detectLanguage(text: string): Detection {
  const read = text
    .slice(0, LONGEST)
    .replace(/\S+:\/\/\S+|\S+@\S+|<[^<>]*>/gu, ' ')
    .normalize('NFC');
  const counts = countScripts(read);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return UNKNOWN;
  const kana = (counts.get('Hira') ?? 0) + (counts.get('Kana') ?? 0);
  // Chinese characters with kana among them are Japanese; a Latin name in Chinese text weighs little.
  const weight = (script: string, count: number) =>
    script === 'Latn' ? count : count * (['Hani', 'Hang', 'Hira', 'Kana'].includes(script) ? 3 : 1);
  let script = '';
  let most = 0;
  let all = 0;
  for (const [name, count] of counts) {
    const weighed = weight(name, count);
    all += weighed;
    if (weighed > most) [script, most] = [name, weighed];
  }
  const asian = script === 'Hani' || script === 'Hira' || script === 'Kana';
  if (asian && kana * 10 > total) script = 'Kana';
  const share = asian ? 1 : most / all;
  const found = within(script, read.toLowerCase());
  return found.language === 'unknown' || share < 0.5
    ? UNKNOWN
    : { ...found, confidence: found.confidence * share };
}

function within(script: string, text: string): Detection {
  const only = ONE_LANGUAGE[script];
  if (only !== undefined) return { language: only, confidence: 0.98 };
  if (script === 'Latn') return best(scoreLatin(text), words(text).length);
  const siblings = SIBLINGS[script];
  if (!siblings) return UNKNOWN;
  const scores = new Map<string, number>();
  for (const [language, { letters, words: list }] of Object.entries(siblings)) {
    const own = [...text].filter((letter) => letters.includes(letter)).length;
    const known = new Set(list.split(' '));
    const hits = words(text).filter((word) => known.has(word)).length;
    scores.set(language, own * 0.5 + hits);
  }
  return best(scores, words(text).length);
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{M}]+(?:['’](?=\p{L}))?/gu) ?? [];
}

/** What the best one has over the second, and how much there is of it. */
function best(scores: Map<string, number>, count: number): Detection {
  const [first, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (!first || first[1] < MIN_SCORE || first[1] / count < MIN_COVERAGE) return UNKNOWN;
  const margin = 1 - (second?.[1] ?? 0) / first[1];
  if (margin < 0.12) return UNKNOWN;
  const amount = 1 - Math.exp(-first[1] / 1.5);
  return { language: first[0], confidence: Math.min(0.99, amount * Math.min(1, 0.35 + margin)) };
}

type Weighed = Map<string, [language: string, weight: number][]>;
const latinWords = weigh((profile) => profile.words, 1);
const latinParts = weigh((profile) => profile.parts, 0.3);

/** A word or piece that several languages share says less about each. */
function weigh(listOf: (profile: (typeof LATIN)[string]) => string, weight: number): Weighed {
  const owners = new Map<string, Set<string>>();
  for (const [language, profile] of Object.entries(LATIN)) {
    for (const item of listOf(profile).split(' '))
      owners.set(item, (owners.get(item) ?? new Set()).add(language));
  }
  const weighed: Weighed = new Map();
  for (const [item, languages] of owners) {
    weighed.set(
      item,
      [...languages].map((language) => [language, weight / languages.size ** 0.7]),
    );
  }
  return weighed;
}

function scoreLatin(text: string): Map<string, number> {
  const scores = new Map<string, number>();
  const add = (owners: [string, number][] | undefined, times: number) => {
    for (const [language, weight] of owners ?? [])
      scores.set(language, (scores.get(language) ?? 0) + weight * times);
  };
  for (const word of words(text))
    add(latinWords.get(word.replace(/['’]$/u, '')), word.length === 1 ? 0.5 : 1);
  const edged = `_${text.replace(/[^\p{L}\p{M}¿¡'’]+/gu, '_').replace(/’/gu, "'")}_`;
  for (const [part, owners] of latinParts) add(owners, edged.split(part).length - 1);
  return scores;
}
