import type { ErrorShape } from '../domain/errors';
import type { Messages } from './messages';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** 98362432 -> "98.4 MB" in the locale's own way. Decimal units, as disks and download pages use. */
export function formatBytes(bytes: number, locale: string): string {
  // Rounded first, so that 999,999 bytes are 1 MB and not 1,000 kB.
  const power =
    bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(Number(bytes.toPrecision(3))) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 100 && power > 0 ? 1 : 0,
  }).format(value);
}

/** 135000000 -> "135 million" in the locale's short form. */
export function formatCount(count: number, locale: string): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(count);
}

/** Rounded to what a person plans with: seconds, by five where there are many, minutes, hours. */
export function formatDuration(seconds: number, t: Messages): string {
  if (seconds >= 20 && seconds < 90) return t.units.seconds(Math.round(seconds / 5) * 5);
  if (seconds < 90) return t.units.seconds(Math.max(1, Math.round(seconds)));
  if (seconds < 5400) return t.units.minutes(Math.round(seconds / 60));
  return t.units.hours(Math.round(seconds / 3600));
}

export function formatDate(iso: string, locale: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

/** "es" -> "Spanish" in the reader's language; the tag itself where the browser has no name for it. */
export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag; // not a tag that Intl accepts: show what the person typed
  }
}

/** "Cyrl" (ISO 15924) -> "Cyrillic" in the reader's language. */
export function scriptName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'script' }).of(code) ?? code;
  } catch {
    return code; // not a script code that Intl accepts
  }
}

/** Byte counts in details read as sizes; everything else as it is. */
const BYTE_DETAILS = new Set(['needed', 'available', 'bytes']);

/** Longer than any path or address that helps. */
const MOST_SHOWN = 400;
/** What would break our sentence, or turn its words round. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A detail may be the name of somebody else's file: it stands in our sentence as it is written, and leaves room for it. */
function shown(value: string | number | boolean): string {
  const text = String(value).replace(UNSEEN, '\uFFFD');
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** The sentence and the remedy for an error, with its details filled in. */
export function describeError(
  error: ErrorShape,
  t: Messages,
  locale: string,
): { what: string; todo: string } {
  const words = t.errors[error.code];
  const { what } = words;
  const todo = error.details['again'] === true && 'again' in words ? words.again : words.todo;
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, key: string) => {
      const value = error.details[key];
      if (value === undefined || value === null) return '?';
      return BYTE_DETAILS.has(key) && typeof value === 'number' ? formatBytes(value, locale) : shown(value);
    });
  return { what: fill(what), todo: fill(todo) };
}
