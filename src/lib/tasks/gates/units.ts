import type { Flag, Language } from '../../domain/task';
import { fact } from './changes';
import { asciiDigits, fold, LETTERS } from './fold';
import { lexiconOf } from './lexicon';
import { CURRENCIES, DURATIONS, MEASURES, type UnitSource } from './unit-data';

const NUMBER = '\\d{1,15}(?:[.,\\u066B\\u00A0\\u202F ]\\d{1,15}){0,4}';
const SPACE = '[\\s\\u00A0\\u202F]?';
/** Before a number: not inside a word or a longer number. */
const START = `(?<![${LETTERS}\\d.,])`;

type Quantity = { unit: string; number: string; text: string };
type Finder = {
  unit: string;
  symbols: RegExp[];
  words: RegExp[];
  symbolAnywhere: RegExp;
  wordAnywhere: RegExp;
};

const finders: Finder[] = [
  ...Object.entries(MEASURES).map(([unit, source]) => finder(unit, source, false)),
  ...Object.entries(CURRENCIES).map(([unit, source]) => finder(unit, source, true)),
];

function finder(unit: string, { symbols, words, optionalSymbols }: UnitSource, money: boolean): Finder {
  const word = withEndings(words);
  const end = `(?![${LETTERS}\\d])`;
  const allSymbols = optionalSymbols ? `${symbols}|${optionalSymbols}` : symbols;
  return {
    unit,
    symbols: [
      new RegExp(`${START}(${NUMBER})${SPACE}-?(?:${symbols})${end}`, 'g'),
      ...(money ? [new RegExp(`(?<![${LETTERS}])(?:${symbols})${SPACE}(${NUMBER})`, 'g')] : []),
    ],
    words: [
      new RegExp(`${START}(${NUMBER})${SPACE}-?(?:${word})(?![${LETTERS}])`, 'g'),
      new RegExp(`(?<![${LETTERS}])(?:${word})\\s(${NUMBER})`, 'g'),
    ],
    symbolAnywhere: new RegExp(
      `\\d${SPACE}-?(?:${allSymbols})${end}|(?<![${LETTERS}])(?:${symbols})(?![${LETTERS}])`,
    ),
    wordAnywhere: new RegExp(`(?<![${LETTERS}])(?:و?ال|[وبل])?(?:${word})(?![${LETTERS}])`),
  };
}

function withEndings(words: string): string {
  return words.replaceAll('~', `[${LETTERS}]*`);
}

/** Units beside numbers come through, with the same number: "5 mg and 10 ml" is not "10 mg and 5 ml". */
export function unitGate(source: string, target: string, from: Language, to: Language): Flag[] {
  const flags: Flag[] = [];
  const [left, right] = [quantities(source), quantities(target)];
  const inSource = mentions(source);
  const inTarget = mentions(target);
  for (const { unit, number, text } of left) {
    const twins = right.filter((each) => each.unit === unit);
    const lost = twins.length === 0 ? !inTarget(unit) : swapped(number, twins, right);
    if (lost) flags.push(fact('unit', 'lost', text));
  }
  for (const { unit, text } of right) {
    if (unit in MEASURES && !left.some((each) => each.unit === unit) && !inSource(unit)) {
      flags.push(fact('unit', 'added', text));
    }
  }
  return uniqueBy([...flags, ...changedDurations(source, target, from, to)], (flag) => JSON.stringify(flag));
}

function quantities(text: string): Quantity[] {
  const plain = asciiDigits(text);
  if (!/\d/.test(plain)) return [];
  const folded = fold(text);
  const found: Quantity[] = [];
  for (const { unit, symbols, words } of finders) {
    const search = (within: string, patterns: RegExp[]) => {
      for (const pattern of patterns) {
        for (const match of within.matchAll(pattern)) {
          found.push({ unit, number: match[1]!, text: match[0].trim() });
        }
      }
    };
    search(plain, symbols);
    search(folded, words);
  }
  return uniqueBy(found, (each) => `${each.unit} ${each.text}`);
}

/** Whether a unit occurs at all, in a symbol or in words; each unit is looked up once. */
function mentions(text: string): (unit: string) => boolean {
  const [plain, folded] = [asciiDigits(text), fold(text)];
  const known = new Map<string, boolean>();
  return (unit) => {
    let held = known.get(unit);
    if (held === undefined) {
      const { symbolAnywhere, wordAnywhere } = finders.find((each) => each.unit === unit)!;
      known.set(unit, (held = symbolAnywhere.test(plain) || wordAnywhere.test(folded)));
    }
    return held;
  };
}

/** The number now stands with another unit, and this unit with other numbers. */
function swapped(number: string, twins: Quantity[], all: Quantity[]): boolean {
  const digits = (text: string) => text.replace(/\D/gu, '').replace(/^0+(?=\d)/u, '');
  const withUnit = twins.some((twin) => digits(twin.number) === digits(number));
  return !withUnit && all.some((each) => digits(each.number) === digits(number));
}

const durations = Object.entries(DURATIONS).map(([unit, words]) => ({
  unit,
  word: new RegExp(`^(?:${withEndings(words)})$`),
}));
type Duration = { value: number; units: Set<string>; text: string };

function changedDurations(source: string, target: string, from: Language, to: Language): Flag[] {
  const [left, right] = [spans(source, from), spans(target, to)];
  return left
    .filter(({ value }) => left.filter((each) => each.value === value).length === 1)
    .filter(({ value, units }) => {
      const twins = right.filter((each) => each.value === value);
      return twins.length > 0 && !twins.some((twin) => [...units].some((unit) => twin.units.has(unit)));
    })
    .map(({ text }) => fact('unit', 'lost', text));
}

/** A number, in digits or one word, beside a span of time. A word may name two units: "mes", "saa". */
function spans(text: string, language: Language): Duration[] {
  const tokens = fold(text).match(/[\p{L}]+|\d+(?:[.,]\d+)?|[.;:!?]/gu) ?? [];
  const lexicon = lexiconOf(language);
  const valueOf = (token: string | undefined) =>
    token === undefined ? undefined : /^\d+$/u.test(token) ? Number(token) : lexicon?.values.get(token);
  const found: Duration[] = [];
  tokens.forEach((token, i) => {
    const units = new Set(durations.filter(({ word }) => word.test(token)).map(({ unit }) => unit));
    if (units.size === 0) return;
    const numberFirst = !lexicon?.scaleFirst;
    const beside = numberFirst ? tokens[i - 1] : tokens[i + 1];
    const value = valueOf(beside);
    if (value === undefined || value < 2 || value % 1 !== 0 || lexicon?.doubtful.has(beside!)) return;
    found.push({ value, units, text: numberFirst ? `${beside} ${token}` : `${token} ${beside}` });
  });
  return uniqueBy(found, (each) => each.text);
}

function uniqueBy<T>(items: T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
