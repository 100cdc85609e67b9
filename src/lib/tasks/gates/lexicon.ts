import { baseLanguage } from '../../domain/language';
import type { Language } from '../../domain/task';
import { fold } from './fold';
import { LEXICONS } from './lexicon-data';

export type Lexicon = {
  values: Map<string, number>;
  scales: Map<string, number>;
  joiners: Set<string>;
  scaleFirst: boolean;
  doubtful: Set<string>;
};

const made = new Map<string, Lexicon>();

/** How a language spells its numbers; undefined where we do not know. */
export function lexiconOf(tag: Language): Lexicon | undefined {
  const base = baseLanguage(tag);
  const source = Object.hasOwn(LEXICONS, base) ? LEXICONS[base] : undefined;
  if (!source) return undefined;
  const held = made.get(base);
  if (held) return held;
  const lexicon: Lexicon = {
    values: table(source.words),
    scales: table(source.scales),
    joiners: new Set(split(source.joiners)),
    scaleFirst: source.scaleFirst ?? false,
    doubtful: new Set(split(source.doubtful ?? '')),
  };
  if (base === 'de') addGermanCompounds(lexicon.values);
  made.set(base, lexicon);
  return lexicon;
}

function split(text: string): string[] {
  return fold(text).split(' ').filter(Boolean);
}

function table(spellings: Record<number, string>): Map<string, number> {
  const map = new Map<string, number>();
  for (const [value, text] of Object.entries(spellings))
    for (const word of split(text)) map.set(word, Number(value));
  return map;
}

/** "fünfunddreißig", "dreihundert", "zweitausend": one word each. */
function addGermanCompounds(values: Map<string, number>): void {
  const units = ['ein', 'zwei', 'drei', 'vier', 'funf', 'sechs', 'sieben', 'acht', 'neun'];
  const tens = [...values].filter(([, value]) => value >= 20 && value < 100);
  units.forEach((unit, i) => {
    for (const [word, value] of tens) values.set(`${unit}und${word}`, value + i + 1);
    values.set(`${unit}hundert`, (i + 1) * 100);
    values.set(`${unit}tausend`, (i + 1) * 1000);
  });
}
