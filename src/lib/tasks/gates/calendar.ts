import { baseLanguage, plainTag } from '../../domain/language';
import type { Language } from '../../domain/task';
import { fold } from './fold';

/** Names of months or week days in a language, folded: `names[i]` are the spellings of the i-th, the fullest first. */
export type Names = string[][];
export type Calendar = { months: Names; weekdays: Names; inflects: boolean };

/** Languages whose names change their endings: what is looked for there is the beginning of the word. */
const INFLECTING = new Set('uk ru be pl cs sk hr sr bs sl bg mk lt lv fi et hu tr az kk uz'.split(' '));
/** Names that Intl does not give. Arabic has two sets of months. */
const MORE_LOCALES: Record<string, string[]> = {
  ar: ['ar-EG', 'ar-SY', 'ar-MA', 'ar-DZ'],
  de: ['de-AT'],
  en: ['en-GB'],
};
const MORE_WEEKDAYS: Record<string, Names> = {
  pt: [[], ['segunda'], ['terca'], ['quarta'], ['quinta'], ['sexta'], []],
  ar: [[], ['الاثنين', 'الإثنين'], [], [], [], [], []].map((names) => names.map(fold)),
  de: [[], [], [], [], [], [], ['sonnabend']],
};

const made = new Map<string, Calendar | undefined>();

/** Undefined where the browser does not know the language. */
export function calendarOf(tag: Language): Calendar | undefined {
  const base = baseLanguage(tag);
  if (!made.has(base)) made.set(base, make(plainTag(base)));
  return made.get(base);
}

function make(base: string | undefined): Calendar | undefined {
  if (base === undefined || Intl.DateTimeFormat.supportedLocalesOf([base]).length === 0) return undefined;
  const locales = [base, ...(MORE_LOCALES[base] ?? [])];
  const monthName = namer(locales, 'month', [
    { month: 'long' },
    { month: 'long', day: 'numeric' },
    { month: 'short' },
  ]);
  const weekdayName = namer(locales, 'weekday', [{ weekday: 'long' }]);
  return {
    months: Array.from({ length: 12 }, (_, month) => monthName(Date.UTC(2024, month, 5))),
    weekdays: Array.from({ length: 7 }, (_, weekday) => [
      ...weekdayName(Date.UTC(2024, 0, 7 + weekday)),
      ...(MORE_WEEKDAYS[base]?.[weekday] ?? []),
    ]),
    inflects: INFLECTING.has(base),
  };
}

/** Making a format is slow: each is made once for all days. */
function namer(
  locales: string[],
  part: 'month' | 'weekday',
  styles: Intl.DateTimeFormatOptions[],
): (day: number) => string[] {
  const formats = locales.flatMap((locale) =>
    styles.map(
      (style) => new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC', calendar: 'gregory' }),
    ),
  );
  return (day) => {
    const names = formats.map((format) => {
      const name = format.formatToParts(day).find(({ type }) => type === part)?.value ?? '';
      return fold(name).replace(/\.$/u, '');
    });
    return [...new Set(names)].filter((name) => name.length > 1 && !/\d/u.test(name));
  };
}
