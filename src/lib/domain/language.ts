import type { Language } from './task';

const PARTS = /^([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?=-|$)/i;

/** Language, script and region of a BCP-47 tag; what else it may hold makes Intl throw, or is of no use here. */
export function plainTag(tag: Language): Language | undefined {
  return PARTS.exec(tag.replace(/_/g, '-'))?.[0];
}

/** `pt` of `pt-BR`. What is no tag comes back as it is. */
export function baseLanguage(tag: Language): Language {
  return plainTag(tag)?.split('-')[0]?.toLowerCase() ?? tag;
}

/** ISO 15924 code of the script that the language is usually written in, or that the tag names; '' if unknown. */
export function likelyScript(tag: Language): string {
  const plain = plainTag(tag);
  return plain === undefined ? '' : (new Intl.Locale(plain).maximize().script ?? '');
}

/** `pt-BR` of `pt-br`: what a person, a link or a record calls a language, or undefined where it is no BCP-47 tag. */
export function canonicalTag(text: string): Language | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined; // Intl throws RangeError for what is not a tag: the caller asks, or goes on without
  }
}
