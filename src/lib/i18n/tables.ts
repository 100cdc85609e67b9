import type { Widen } from './messages';

/**
 * Words of one page, in every locale, loaded with that page so that the start page stays small: one file a page in
 * `sections/`. Every locale has exactly the keys of English. On screen: `const t = $derived(words(hubTables))`.
 */
export type Tables<T> = { en: T } & Record<'fr' | 'es' | 'ar', Widen<T>>;

export function tables<T extends object>(words: {
  en: T;
  fr: NoInfer<Widen<T>>;
  es: NoInfer<Widen<T>>;
  ar: NoInfer<Widen<T>>;
}): Tables<T> {
  return words;
}
