import { likelyScript } from '../../domain/language';
import type { Flag, Language } from '../../domain/task';

/** Letters and marks that say as much as one letter in Latin script. */
const DENSITY: Record<string, number> = {
  Hans: 0.33,
  Hant: 0.33,
  Jpan: 0.5,
  Kore: 0.5,
  Arab: 0.8,
  Hebr: 0.75,
  Ethi: 0.6,
  Thai: 0.9,
  Cyrl: 1,
  Latn: 1,
};
const SHORTEST = 0.33;
const LONGEST = 2.6;
/** Short texts vary more: so many letters are free. */
const FREE = 24;

/** Far shorter or longer than a translation is likely to be, compared by letters and digits. */
export function lengthGate(source: string, target: string, from: Language, to: Language): Flag[] {
  const expected = (letters(source) / density(from)) * density(to);
  const actual = letters(target);
  if (actual === 0) return []; // the empty gate's matter
  if (actual < expected * SHORTEST && expected > FREE) return [{ kind: 'too-short' }];
  return actual > expected * LONGEST + FREE ? [{ kind: 'too-long' }] : [];
}

function density(tag: Language): number {
  return DENSITY[likelyScript(tag)] ?? 1;
}

function letters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
