import { baseLanguage } from '../../domain/language';
import type { Flag, Language } from '../../domain/task';
import { fact } from './changes';
import { asciiDigits, fold } from './fold';
import { type Numeral, numerals } from './numerals';
import { numericDates } from './numeric-dates';
import { type Spelled, spelledNumbers } from './spelled';

/** Everything in a text that counts as a number. */
type Numbers = {
  numerals: Numeral[];
  /** Undefined where we do not know the language's words for numbers. */
  spelled: Spelled[] | undefined;
  /** Numbers that can stand for one on the other side, but need no counterpart: in dates, Roman, in word forms. */
  implied: Set<number>;
  text: string;
};

/**
 * Numbers must come through: in digits or words, in any script and with any separators. A number in digits, or in clear
 * words from thirteen on, must be on both sides; small ones in words are flagged only where one was changed into another.
 */
export function numberGate(source: string, target: string, from: Language, to: Language): Flag[] {
  const [left, right] = [collect(source, from), collect(target, to)];
  const lostDigits = left.numerals.filter((numeral) => !hasNumeral(right, numeral));
  const addedDigits = right.numerals.filter((numeral) => !hasNumeral(left, numeral));
  const lostWords = unmatched(left.spelled, right, (word) => word.strong);
  const addedWords = unmatched(right.spelled, left, (word) => word.strong);
  const lostSmall = unmatched(left.spelled, right, (word) => word.clear);
  const addedSmall = unmatched(right.spelled, left, (word) => word.clear);
  const lost = lostDigits.length + lostWords.length;
  const added = addedDigits.length + addedWords.length;
  // "tres mantas" -> "four blankets": a small number went, another came.
  const smallLost = added > 0 || addedSmall.length > 0 ? lostSmall : [];
  const smallAdded = lost > 0 || lostSmall.length > 0 ? addedSmall : [];
  return [
    ...texts([...lostDigits, ...lostWords, ...smallLost]).map((text) => fact('number', 'lost', text)),
    ...texts([...addedDigits, ...addedWords, ...smallAdded]).map((text) => fact('number', 'added', text)),
    ...lostSign(source, target),
  ];
}

function texts(numbers: readonly { text: string }[]): string[] {
  return [...new Set(numbers.map(({ text }) => text))];
}

/** "saa tatu", hour three, is nine o'clock: Swahili counts hours from six. */
function withoutSwahiliHours(
  spelled: Spelled[] | undefined,
  text: string,
  language: Language,
  implied: Set<number>,
): Spelled[] | undefined {
  if (baseLanguage(language) !== 'sw') return spelled;
  const folded = fold(text);
  return spelled?.filter((word) => {
    if (!folded.includes(`saa ${word.text}`)) return true;
    const hour = word.value % 12;
    for (const reading of [hour, hour + 12, (hour + 6) % 12, ((hour + 6) % 12) + 12]) implied.add(reading);
    return false;
  });
}

/** A number that is repeated counts once. */
function once<T extends { text: string }>(numbers: T[]): T[] {
  return [...new Map(numbers.map((number) => [number.text, number])).values()];
}

function collect(text: string, language: Language): Numbers {
  const implied = new Set<number>();
  const spelled = withoutSwahiliHours(spelledNumbers(text, language), text, language, implied);
  for (const { year, rest } of numericDates(text))
    for (const n of [year, ...(year < 100 ? [year + 2000, year + 1900] : [year % 100]), ...rest])
      implied.add(n);
  for (const [roman] of text.matchAll(/(?<![\p{L}\d])[IVXLC]{2,7}(?![\p{L}\d])/gu))
    implied.add(romanValue(roman));
  if (baseLanguage(language) === 'ar') {
    implied.add(1); // a noun alone
    if (/\p{L}{2,}(?:ين|ان|تا|تي)(?!\p{L})/u.test(text)) implied.add(2); // a dual
  }
  return { numerals: once(numerals(text, language)), spelled: spelled && once(spelled), implied, text };
}

function hasNumeral(side: Numbers, wanted: Numeral): boolean {
  const { numerals: held } = side;
  if (held.some((numeral) => numeral.text === wanted.text || same(numeral.values, wanted.values)))
    return true;
  if (held.some((numeral) => numeral.times.some((time) => wanted.times.includes(time)))) return true;
  if (wanted.values.some((value) => isSaid(side, value))) return true;
  // One number here, several there: "3 200", "1/2", "8:30".
  const parts = wanted.parts.length > 1 ? wanted.parts : [];
  if (parts.length > 0 && parts.every((part) => isSaid(side, part) || inDigits(held, part))) return true;
  return held.some(
    (numeral) => numeral.parts.length > 1 && numeral.parts.some((part) => same([part], wanted.values)),
  );
}

function inDigits(held: readonly Numeral[], value: number): boolean {
  return held.some((numeral) => same(numeral.values, [value]) || same(numeral.parts, [value]));
}

function isSaid(side: Numbers, value: number): boolean {
  return side.implied.has(value) || (side.spelled?.some((word) => same([word.value], [value])) ?? false);
}

function same(left: readonly number[], right: readonly number[]): boolean {
  return left.some((a) => right.some((b) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))));
}

/** Numbers in words on one side that are nowhere on the other; none where the other side's words are not known. */
function unmatched(
  words: Spelled[] | undefined,
  side: Numbers,
  chosen: (word: Spelled) => boolean,
): Spelled[] {
  if (!words || !side.spelled) return [];
  return words.filter(
    (word) =>
      chosen(word) &&
      !isSaid(side, word.value) &&
      !inDigits(side.numerals, word.value) &&
      !isPeriod(word, side),
  );
}

/** "quinze jours" and "quince días" are two weeks. */
function isPeriod({ value, text }: Spelled, side: Numbers): boolean {
  return (
    value === 15 &&
    /^quin[cz]e/u.test(text) &&
    (isSaid(side, 2) || isSaid(side, 14) || inDigits(side.numerals, 2))
  );
}

function romanValue(text: string): number {
  const digits: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 };
  const values = [...text].map((letter) => digits[letter]!);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}

/** -20 °C for a vaccine is not 20 °C. Elsewhere a dash before a number is a list or a range. */
function lostSign(source: string, target: string): Flag[] {
  const flags: Flag[] = [];
  const below = /(?<![\p{L}\d)])[-−–]\s?(\d+(?:[.,]\d+)?)(?=\s?(?:°|º|℃|%))/gu;
  const minus =
    /\b(?:minus|menos|moins|meno|below|hasi|bajo cero|sous zero|abaixo de zero)\b|ناقص|تحت الصفر|سالب|мінус|нижче нуля/u;
  const plain = asciiDigits(target);
  for (const [text, number] of asciiDigits(source).matchAll(below)) {
    const signed = new RegExp(`[-−–]\\s?${number!.replace(/[.,]/u, '[.,\\u066B]')}|${number!}\\s?[-−]`, 'u');
    if (!signed.test(plain) && !minus.test(fold(target))) flags.push(fact('number', 'lost', text.trim()));
  }
  return flags;
}
