import { asciiDigits } from './fold';

/** 2026-03-05, 5/3/2026, 05.03.26. Two parts only ("3/5") may be a fraction: they are read as numbers. */
export const DATE =
  /(?<![\d.,/-])(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2}))(?![\d/-]|[.,]\d)/gu;

/** Year of two or four digits, and the two other numbers in no order: 03/04 is March in Boston and April in Paris. */
export type NumericDate = { text: string; year: number; rest: [number, number] };

export function numericDates(text: string): NumericDate[] {
  const found: NumericDate[] = [];
  for (const [date] of asciiDigits(text).matchAll(DATE)) {
    const [a, b, c] = date.split(/\D/u) as [string, string, string];
    const [year, first, second] = a.length === 4 ? [a, b, c] : [c, a, b];
    const rest = [Number(first), Number(second)].sort((x, y) => x - y) as [number, number];
    if (rest[0] < 1 || rest[1] > 31 || rest[0] > 12) continue; // a version or a code
    found.push({ text: date, year: Number(year), rest });
  }
  return found;
}

/** 26 may be 2026. */
export function sameYear(a: number, b: number): boolean {
  return a === b || (Math.min(a, b) < 100 && a % 100 === b % 100);
}
