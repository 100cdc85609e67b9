import { ar } from '$lib/i18n/ar';
import { en } from '$lib/i18n/en';
import { es } from '$lib/i18n/es';
import { fr } from '$lib/i18n/fr';
import type { Messages } from '$lib/i18n/messages';
import type { Tables } from '$lib/i18n/tables';

type Sections = Record<string, Record<string, Tables<object>>>;
const sections: Sections = import.meta.glob('../../../src/lib/i18n/sections/*.ts', { eager: true });

/** A locale with the words of the pages that load their own, each under the name of its table. */
function whole(tag: 'en' | 'fr' | 'es' | 'ar', messages: Messages): Messages {
  const own = Object.values(sections).flatMap((file) => Object.entries(file));
  return { ...messages, ...Object.fromEntries(own.map(([name, tables]) => [name, tables[tag]])) };
}

export const ENGLISH = whole('en', en);
export const FRENCH = whole('fr', fr);
export const SPANISH = whole('es', es);
export const ARABIC = whole('ar', ar);
export const LOCALES: Record<string, Messages> = { en: ENGLISH, fr: FRENCH, es: SPANISH, ar: ARABIC };
export const TRANSLATIONS: [string, Messages][] = [
  ['fr', FRENCH],
  ['es', SPANISH],
  ['ar', ARABIC],
];

type Phrase = (...args: (string | number)[]) => string;
export type Entry = string | Phrase;

/** Every word of a locale by its dotted path: `translate.status.pending`, `about.help.0.1`. */
export function entries(messages: object, path = ''): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const [key, value] of Object.entries(messages) as [string, Entry | object][]) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string' || typeof value === 'function') found.set(here, value as Entry);
    else for (const [inner, entry] of entries(value, here)) found.set(inner, entry);
  }
  return found;
}

/** Numbers fit both kinds of phrase: those that count and those that quote a value. */
export const SAMPLES = [3, 57];

export function text(entry: Entry): string {
  return typeof entry === 'string' ? entry : entry(...SAMPLES);
}

/** Every text of a locale; phrases are filled in with the samples. */
export function texts(messages: object): [string, string][] {
  return [...entries(messages)].map(([path, entry]) => [path, text(entry)]);
}
