import type { Flag } from '../../domain/task';
import { changes, type Piece } from './changes';
import { asciiDigits } from './fold';

const DOMAINS = 'org|com|net|int|edu|gov|info|io|app|dev';
/** Addresses with a scheme (dangerous ones too), `www.`, or a bare name under a well-known top level. */
export const LINK = new RegExp(
  [
    '(?:https?|ftps?|file|tel|sms|mailto|javascript|data|vbscript|blob):[^\\s<>"“”«»؟،。]+',
    'www\\.[^\\s<>"“”«»؟،。]+',
    '(?<![\\w@.-])(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,8}(?:' +
      DOMAINS +
      ')(?![\\w-])(?:[/?#][^\\s<>"“”«»]*)?(?!@)',
  ].join('|'),
  'giu',
);
export const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/giu;
/** Seven digits or more with a leading plus, or in groups that are not thousands. */
export const PHONE =
  /(?<![\p{L}\d.,/])(?:\+|00)?\(?\d{1,4}\)?(?:[ \u00A0.\-/]?\(?\d{2,4}\)?){2,5}(?![\d/])/gu;

/** Addresses, mail boxes and telephone numbers come through as they are, and none comes from nowhere. */
export function linkGate(source: string, target: string): Flag[] {
  return changes('link', pieces(source), pieces(target), 'any');
}

function pieces(text: string): Piece[] {
  const plain = asciiDigits(text);
  const found: Piece[] = [];
  const emails = plain.replace(LINK, (link) => {
    const trimmed = trimLink(link);
    // A scheme is a word too: "data: 12" is prose.
    if (/:$/u.test(trimmed)) return link;
    found.push({ key: linkKey(trimmed), text: trimmed });
    return ' '.repeat(link.length);
  });
  const phones = emails.replace(EMAIL, (email) => {
    found.push({ key: email.toLowerCase().replace(/\.$/u, ''), text: email });
    return ' '.repeat(email.length);
  });
  for (const [phone] of phones.matchAll(PHONE)) {
    if (isPhone(phone))
      found.push({ key: phone.replace(/\D/gu, '').replace(/^00/u, ''), text: phone.trim() });
  }
  return found;
}

/** A sentence's own full stop, bracket or quote mark is not part of an address. */
function trimLink(link: string): string {
  let end = link.length;
  const open = link.includes('(');
  while (end > 0 && (/[.,;:!?'’"*_]/u.test(link[end - 1]!) || (link[end - 1] === ')' && !open))) end--;
  return link.slice(0, end);
}

/** Scheme and host do not depend on case; everything after does. */
function linkKey(link: string): string {
  const host = /^(?:[a-z]+:\/*)?[^/?#]*/iu.exec(link)![0];
  return host.toLowerCase() + link.slice(host.length).replace(/\/$/u, '');
}

/** Not a date, not a range of years, not thousands in groups of three. */
export function isPhone(text: string): boolean {
  const digits = text.replace(/\D/gu, '').length;
  if (digits < 7 || digits > 15) return false;
  if (/^(?:\+|00)/u.test(text)) return true;
  if (!/[ \u00A0.\-/()]/u.test(text.trim())) return false;
  const thousands = /^\d{1,3}(?:[ \u00A0.]\d{3})+$/u.test(text.trim());
  const date = /^\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}$/u.test(text.trim());
  const years = /^\d{4}[-/]\d{4}$/u.test(text.trim());
  return !thousands && !date && !years;
}
