import { en } from './en';
import type { Messages, Widen } from './messages';
import type { Tables } from './tables';

/** The locales that the app is written in. `name` is how its speakers call it. */
export const LOCALES = [
  { tag: 'en', name: 'English', dir: 'ltr' },
  { tag: 'fr', name: 'Français', dir: 'ltr' },
  { tag: 'es', name: 'Español', dir: 'ltr' },
  { tag: 'ar', name: 'العربية', dir: 'rtl' },
] as const;

export type LocaleTag = (typeof LOCALES)[number]['tag'];

const loaders: Record<Exclude<LocaleTag, 'en'>, () => Promise<Messages>> = {
  fr: async () => (await import('./fr')).fr,
  es: async () => (await import('./es')).es,
  ar: async () => (await import('./ar')).ar,
};

export function isLocale(value: unknown): value is LocaleTag {
  return LOCALES.some((locale) => locale.tag === value);
}

/** The first of the reader's languages that the app is written in. */
export function preferredLocale(languages: readonly string[]): LocaleTag {
  for (const language of languages) {
    const base = language.toLowerCase().split('-')[0];
    if (isLocale(base)) return base;
  }
  return 'en';
}

class Locale {
  tag = $state<LocaleTag>('en');
  /** The words on screen. */
  t = $state.raw<Messages>(en);
  readonly dir = $derived(LOCALES.find((locale) => locale.tag === this.tag)?.dir ?? 'ltr');

  async use(tag: LocaleTag): Promise<void> {
    this.t = tag === 'en' ? en : await loaders[tag]();
    this.tag = tag;
  }
}

export const locale = new Locale();

/** A page's own words in the language of the app. */
export function words<T>(tables: Tables<T>): Widen<T> {
  return tables[locale.tag] as Widen<T>;
}
