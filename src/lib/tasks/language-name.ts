import { plainTag } from '../domain/language';
import type { Language } from '../domain/task';

const names = new Intl.DisplayNames(['en'], { type: 'language' });

/** The language's name in English, as models know it best; the tag itself where it has none. */
export function englishName(tag: Language): string {
  const plain = plainTag(tag);
  return plain === undefined ? tag : (names.of(plain) ?? tag);
}
