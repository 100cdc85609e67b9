import type { Flag } from '../../domain/task';

const REFUSALS = [
  /^(?:i['’]?m sorry|i am sorry|sorry|unfortunately|i apologi[sz]e)\b[^.]{0,60}\b(?:can(?:no|['’])t|unable|not able|don['’]t)/iu,
  /^i (?:can(?:no|['’])t|am unable to|am not able to|do not have the ability)\b.{0,40}\b(?:translat|assist|help|provide|fulfil|answer|write)/iu,
  /\bas an? (?:ai|artificial intelligence|language model|large language model)\b/iu,
  /^(?:please provide|could you please provide|sure[,!] please provide)\b.{0,40}\b(?:text|sentence|message|notes)/iu,
  /^(?:lo siento|je suis désolée?|désolée?|desculpe|sinto muito|آسف|عذر)[^.]{0,60}\b(?:no puedo|ne peux pas|não posso|لا أستطيع)/iu,
];

/** The model talks about the task instead of doing it. What the source says itself is a translation. */
export function refusedGate(source: string, target: string): Flag[] {
  const text = target.trim();
  const apologetic =
    /sorry|siento|désolé|desculpe|puedo|peux|posso|cannot|can['’]t|آسف|عذر|вибач|samahani|language model|modelo|modèle/iu;
  return REFUSALS.some((pattern) => pattern.test(text)) && !apologetic.test(source)
    ? [{ kind: 'refused' }]
    : [];
}
