import { baseLanguage, plainTag } from '../../domain/language';
import type { Language } from '../../domain/task';
import { asciiDigits, blank, fold } from './fold';
import { lexiconOf } from './lexicon';
import { EMAIL, isPhone, LINK, PHONE } from './links';
import { DATE } from './numeric-dates';
import { PLACEHOLDER } from './placeholders';

/** A number in digits. It may be read in more than one way: 3.200 is 3200 in Spanish and 3.2 in English. */
export type Numeral = {
  text: string;
  values: number[];
  /** Minutes of a twelve-hour day, where it can be a time. */
  times: number[];
  /** The numbers it consists of, where it may be several: "3 200", "1/2", "8:30". */
  parts: number[];
};

const GROUP = "\u00A0\u202F\u2009 '’\u066C";
const NUMERAL = new RegExp(
  [
    '\\d{1,2}\\s?[:hH]\\s?[0-5]\\d(?!\\d)', // 8:30, 8h30
    '\\d+\\s?/\\s?\\d+(?!\\d)', // 1/2
    `\\d{1,3}(?:[${GROUP}]\\d{3})+(?![\\d])(?:[.,\\u066B]\\d+)?`, // 3 200,50
    '\\d+(?:[.,\\u066B\\u066C]\\d+)*', // 3,200.50
  ].join('|'),
  'gu',
);
const FRACTIONS: Record<string, number> = { '½': 0.5, '¼': 0.25, '¾': 0.75, '⅓': 1 / 3, '⅔': 2 / 3 };
const HALF_DAY = 720;

/** Numbers in digits, in order. Links, telephone numbers, placeholders and dates in digits are left to their gates. */
export function numerals(text: string, language: Language): Numeral[] {
  const plain = blank(asciiDigits(text), LINK, EMAIL, PLACEHOLDER, DATE).replace(PHONE, (match) =>
    isPhone(match) ? ' '.repeat(match.length) : match,
  );
  const scaleAt = scaleReader(language);
  const swahili = baseLanguage(language) === 'sw';
  const found: Numeral[] = [];
  for (const [fraction] of plain.matchAll(/\d*\s?[½¼¾⅓⅔]/gu)) found.push(vulgar(fraction));
  const rest = plain.replace(/\d*\s?[½¼¾⅓⅔]/gu, (match) => ' '.repeat(match.length));
  for (const match of rest.matchAll(NUMERAL)) {
    const before = rest.slice(Math.max(0, match.index - 12), match.index);
    const after = rest.slice(match.index + match[0].length, match.index + match[0].length + 16);
    const numeral = read(match[0], language);
    const scale = scaleAt(before, after);
    if (scale) scaleUp(numeral, scale);
    else addClockReadings(numeral, before, after, swahili);
    if (/^0s\b/u.test(match[0].slice(-1) + after)) numeral.values.push(numeral.values[0]! % 100); // the 1990s, the 90s
    found.push(numeral);
  }
  return found;
}

type Scale = { factor: number; word: string; first: boolean };

function scaleUp(numeral: Numeral, { factor, word, first }: Scale): void {
  numeral.values = numeral.values.map((value) => value * factor);
  numeral.text = first ? `${word} ${numeral.text}` : `${numeral.text} ${word}`;
}

function vulgar(text: string): Numeral {
  const sign = text.at(-1)!;
  const whole = Number(text.slice(0, -1).trim() || 0);
  return { text: text.trim(), values: [whole + FRACTIONS[sign]!], times: [], parts: [] };
}

function read(text: string, language: Language): Numeral {
  const clock = /^(\d{1,2})\s?[:hH]\s?(\d\d)$/u.exec(text);
  if (clock) {
    const [hour, minute] = [Number(clock[1]), Number(clock[2])];
    const values = minute === 0 ? [hour, (hour + 12) % 24] : [];
    return {
      text,
      values,
      times: [(hour * 60 + minute) % HALF_DAY],
      parts: minute === 0 ? [hour] : [hour, minute],
    };
  }
  const ratio = /^(\d+)\s?\/\s?(\d+)$/u.exec(text);
  if (ratio) {
    const [upper, lower] = [Number(ratio[1]), Number(ratio[2])];
    return { text, values: lower === 0 ? [] : [upper / lower], times: [], parts: [upper, lower] };
  }
  const parts = text.split(/\D+/u).map(Number);
  const values = readings(text, language);
  const time = /^(\d{1,2})\.([0-5]\d)$/u.exec(text);
  const times = time && Number(time[1]) < 24 ? [(Number(time[1]) * 60 + Number(time[2])) % HALF_DAY] : [];
  // "1,2,3" and "3 200" may be several numbers.
  const several =
    /\s/u.test(text) ||
    (parts.length > 2 &&
      text
        .split(/\D+/u)
        .slice(1)
        .some((part) => part.length !== 3));
  return { text, values, times, parts: several ? parts : [] };
}

/** What "3,200", "3.200,50" or "1.5" can stand for. Groups of three may always be thousands. */
function readings(text: string, language: Language): number[] {
  const joined = text.replace(new RegExp(`[${GROUP}]`, 'gu'), '').replace('\u066B', '.');
  const marks = joined.match(/[.,]/gu) ?? [];
  if (marks.length === 0) return [Number(joined)];
  const last = marks.at(-1)!;
  if (marks.length > 1) {
    const mixed = marks.some((mark) => mark !== last);
    const repeated = marks.filter((mark) => mark === last).length > 1;
    const cut = joined.lastIndexOf(last);
    const whole = joined.slice(0, cut).replace(/[.,]/gu, '');
    return [Number(mixed && !repeated ? `${whole}.${joined.slice(cut + 1)}` : joined.replace(/[.,]/gu, ''))];
  }
  if (text.includes('\u066B')) return [Number(joined)];
  const decimal = Number(joined.replace(',', '.'));
  const thousands = /^[1-9]\d{0,2}[.,]\d{3}$/u.test(joined);
  if (!thousands) return [decimal];
  const grouped = Number(joined.replace(/[.,]/u, ''));
  return decimalMark(language) === last ? [grouped, decimal] : [grouped];
}

const decimalMarks = new Map<Language, string>();

function decimalMark(language: Language): string {
  const held = decimalMarks.get(language);
  if (held !== undefined) return held;
  const format = new Intl.NumberFormat([plainTag(language) ?? 'en'], { numberingSystem: 'latn' });
  const mark = format.formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.';
  decimalMarks.set(language, mark);
  return mark;
}

/** "3 million" in most languages, "milioni 3" in Swahili. */
function scaleReader(language: Language): (before: string, after: string) => Scale | undefined {
  const lexicon = lexiconOf(language);
  if (!lexicon) return () => undefined;
  const first = lexicon.scaleFirst;
  return (before, after) => {
    const word = first ? /(\p{L}+)\s$/u.exec(before)?.[1] : /^[\s\u00A0-]?(\p{L}+)/u.exec(after)?.[1];
    const factor = word === undefined ? undefined : lexicon.scales.get(fold(word));
    return word === undefined || factor === undefined ? undefined : { factor, word, first };
  };
}

/** 15:00, 15 h, 3 pm and three o'clock are one hour; Swahili counts hours from six. */
function addClockReadings(numeral: Numeral, before: string, after: string, swahili: boolean): void {
  const hour = numeral.parts.length > 0 ? numeral.parts[0]! : numeral.values[0];
  if (hour === undefined || !Number.isInteger(hour) || hour > 24) return;
  const marked =
    /^\s?(?:[ap]\.?\s?m\b|h\b|hrs?\b|heures?\b|horas?\b|uhr\b|o.?clock|год|ص\b|م\b|صباح|مساء)/iu.test(after);
  if (marked && numeral.times.length === 0) {
    numeral.values.push((hour + 12) % 24);
    numeral.times.push((hour * 60) % HALF_DAY);
  }
  if (swahili && /\bsaa\s$/iu.test(before)) {
    const whole = numeral.parts.length < 2;
    if (whole) numeral.values.push((hour + 6) % 12, ((hour + 6) % 12) + 12, hour === 6 ? 12 : hour + 6);
    numeral.times = numeral.times.flatMap((time) => [time, (time + 360) % HALF_DAY]);
  }
}
