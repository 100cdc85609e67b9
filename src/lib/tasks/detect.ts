import type { Language } from '../domain/task';
import { ONE_LANGUAGE, type Profile, PROFILES, USUAL } from './detect-profiles';
import { countScripts } from './scripts';

/** `confidence` is 0 to 1: how clearly this language stood out, not a probability. */
export type Detection = { language: Language | 'unknown'; confidence: number };

/** Languages that can be told; a text in another one is `unknown` or, at worst, taken for a relative. */
export const DETECTABLE: ReadonlySet<Language> = new Set([
  ...Object.values(PROFILES).flatMap(Object.keys),
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
  const index = indexes.get(script);
  if (!index) return UNKNOWN;
  const found = best(score(text, index), words(text).length);
  const usual = USUAL[script];
  return found.language === 'unknown' && usual !== undefined ? usual : found;
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

/** Item -> the languages that have it, each with what it says for that language. */
type Weighed = Map<string, [language: string, weight: number][]>;
type Index = { words: Weighed; parts: Weighed; letters: Weighed };

const indexes = new Map<string, Index>(
  Object.entries(PROFILES).map(([script, profiles]) => [
    script,
    {
      words: weigh(profiles, (profile) => profile.words.split(' '), 1),
      parts: weigh(profiles, (profile) => (profile.parts ?? '').split(' '), 0.3),
      letters: weigh(profiles, (profile) => [...(profile.letters ?? '')], 0.5),
    },
  ]),
);

/** What several languages share says less about each. */
function weigh(
  profiles: Record<string, Profile>,
  itemsOf: (profile: Profile) => string[],
  weight: number,
): Weighed {
  const owners = new Map<string, Set<string>>();
  for (const [language, profile] of Object.entries(profiles)) {
    for (const item of itemsOf(profile)) {
      if (item !== '') owners.set(item, (owners.get(item) ?? new Set()).add(language));
    }
  }
  const weighed: Weighed = new Map();
  for (const [item, languages] of owners) {
    const each = weight / languages.size ** 0.7;
    weighed.set(
      item,
      [...languages].map((language) => [language, each]),
    );
  }
  return weighed;
}

function score(text: string, index: Index): Map<string, number> {
  const scores = new Map<string, number>();
  const add = (owners: [string, number][] | undefined, times: number) => {
    for (const [language, weight] of owners ?? []) {
      scores.set(language, (scores.get(language) ?? 0) + weight * times);
    }
  };
  for (const word of words(text))
    add(index.words.get(word.replace(/['’]$/u, '')), word.length === 1 ? 0.5 : 1);
  for (const letter of text) add(index.letters.get(letter), 1);
  const edged = `_${text.replace(/[^\p{L}\p{M}¿¡'’]+/gu, '_').replace(/’/gu, "'")}_`;
  for (const [part, owners] of index.parts) add(owners, edged.split(part).length - 1);
  return scores;
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{M}]+(?:['’](?=\p{L}))?/gu) ?? [];
}
