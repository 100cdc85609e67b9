import { baseLanguage } from '../../domain/language';
import type { Flag, Language } from '../../domain/task';
import { DETECTABLE, detectLanguage } from '../detect';

/** Detection must be this sure before a sentence is called another language. */
const SURE = 0.85;
const MIN_LETTERS = 24;

/** The target reads as the source's language, or another one, where the target language is one that we can tell. */
export function languageGate(target: string, to: Language): Flag[] {
  if ((target.match(/\p{L}/gu)?.length ?? 0) < MIN_LETTERS) return [];
  const { language, confidence } = detectLanguage(target);
  const wanted = baseLanguage(to);
  if (language === 'unknown' || language === wanted || confidence < SURE || !DETECTABLE.has(wanted))
    return [];
  return [{ kind: 'language', details: language }];
}
