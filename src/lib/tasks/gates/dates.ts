import type { Flag, Language } from '../../domain/task';
import { type Calendar, calendarOf, type Names } from './calendar';
import { fact } from './changes';
import { fold, LETTERS } from './fold';
import { type NumericDate, numericDates, sameYear } from './numeric-dates';

type Dates = { text: string; calendar: Calendar | undefined; numeric: NumericDate[] };

/** Months that stand beside a number, days of the week, and dates in digits come through, in words or in digits. */
export function dateGate(source: string, target: string, from: Language, to: Language): Flag[] {
  const left: Dates = { text: fold(source), calendar: calendarOf(from), numeric: numericDates(source) };
  const right: Dates = { text: fold(target), calendar: calendarOf(to), numeric: numericDates(target) };
  return [
    ...missing(left, right).map((text) => fact('date', 'lost', text)),
    ...missing(right, left).map((text) => fact('date', 'added', text)),
  ];
}

/** What `here` says about dates and `there` does not. */
function missing(here: Dates, there: Dates): string[] {
  const found = here.numeric.filter((date) => !hasDate(there, date)).map((date) => date.text);
  if (!here.calendar || !there.calendar) return found;
  const { months, weekdays } = here.calendar;
  months.forEach((names, month) => {
    const name = names.find((each) => besideNumber(here.text, each));
    if (name !== undefined && !hasMonth(there, there.calendar!, month)) found.push(name);
  });
  weekdays.forEach((names, weekday) => {
    const name = names[0];
    if (name === undefined || !sure(name) || !stands(here.text, name, false)) return;
    if (!mentions(there.text, there.calendar!.weekdays, weekday, there.calendar!.inflects)) found.push(name);
  });
  return found;
}

function hasDate(there: Dates, date: NumericDate): boolean {
  const twin = there.numeric.some(
    ({ year, rest }) => sameYear(year, date.year) && rest[0] === date.rest[0] && rest[1] === date.rest[1],
  );
  if (twin || !there.calendar) return twin || there.numeric.length === 0; // in words that we cannot read
  return date.rest.some(
    (month) =>
      month <= 12 && mentions(there.text, there.calendar!.months, month - 1, there.calendar!.inflects),
  );
}

function hasMonth(there: Dates, calendar: Calendar, month: number): boolean {
  if (mentions(there.text, calendar.months, month, calendar.inflects)) return true;
  if (there.numeric.some(({ rest }) => rest.includes(month + 1))) return true;
  return pattern(`(?<!\\d)0?${month + 1}\\s?[-/.月월]`).test(there.text);
}

function mentions(text: string, names: Names, index: number, inflects: boolean): boolean {
  return names[index]!.some((name) => stands(text, name, inflects));
}

/** In Arabic, Monday is also "the two". */
function sure(name: string): boolean {
  return name !== fold('الاثنين');
}

/** Whether the name stands as a word: with a plural ending, an Arabic prefix, or any ending where names inflect. */
function stands(text: string, name: string, inflects: boolean): boolean {
  const stem = inflects ? name.slice(0, Math.max(3, name.length - 2)) : name;
  if (!text.includes(stem)) return false;
  const spaced = new RegExp(`^[${LETTERS}]`).test(name);
  if (!spaced) return true; // scripts without spaces
  const ending = inflects ? `[${LETTERS}]{0,4}` : /^[a-z]/.test(name) ? '(?:e?s)?' : '';
  return pattern(`(?<![${LETTERS}])(?:[وف]?[بلك]?)?${escape(stem)}${ending}(?![${LETTERS}])`).test(text);
}

const LINK_WORDS = '(?:\\s|,|º|ª|\\.|er|st|nd|rd|th|de|del|of|the|di|van|von|от|من|شهر|mwezi|wa|ya){0,6}';

/** "3 de marzo", "March 2026", "le 5 mars": `may` and `march` alone are everyday words. */
function besideNumber(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const word = `(?<![${LETTERS}])[وب]?${escape(name)}\\.?(?![${LETTERS}])`;
  return (
    pattern(`(?<!\\d)\\d{1,2}${LINK_WORDS}\\s?${word}`).test(text) ||
    pattern(`${word}${LINK_WORDS}\\s?(?:\\d{1,2}(?![\\d:])|\\d{4})(?![${LETTERS}]|\\s?%)`).test(text)
  );
}

const patterns = new Map<string, RegExp>();

/** At most a few for each month of each language that was used. */
function pattern(source: string): RegExp {
  const held = patterns.get(source) ?? new RegExp(source);
  patterns.set(source, held);
  return held;
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
