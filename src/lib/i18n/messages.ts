import type { en } from './en';

/** Every locale has exactly the keys of English: a missing word is a type error, not a hole on screen. */
export type Messages = Widen<typeof en>;

export type Widen<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Widen<T[K]>;
};

/** Forms of a count, chosen by Intl.PluralRules (`zero` also where the locale has no such rule); `{n}` is the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** A counting phrase in one locale: `count(3)` -> "3 sentences". */
export function counter(locale: string, forms: Forms): (n: number) => string {
  const rules = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return (n) =>
    ((n === 0 && forms.zero) || (forms[rules.select(n)] ?? forms.other)).replace('{n}', number.format(n));
}
