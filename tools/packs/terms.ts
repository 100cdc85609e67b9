/** The Gemma Terms of Use as plain text, from the web page that the starter's package carries. */
import { Problem } from '../problem.mjs';

const TITLE = 'Gemma Terms of Use\nhttps://ai.google.dev/gemma/terms\n\n';
/** Every part that a copy of the agreement must have; a page without one of them is not passed on. */
const MUST_HAVE = [
  'Last modified: March 24, 2025',
  'Section 1: DEFINITIONS',
  'Section 2: ELIGIBILITY AND USAGE',
  'Section 3: DISTRIBUTION AND RESTRICTIONS',
  'Section 4: ADDITIONAL PROVISIONS',
  'prohibited_use_policy',
  'Appendix',
];
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

export function gemmaTerms(page: string): string {
  const body = between(page, 'class="devsite-article-body', '<aside class="note">');
  const text = TITLE + plain(numbered(body.slice(body.indexOf('>') + 1))) + '\n';
  const lost = MUST_HAVE.find((part) => !text.includes(part));
  if (lost !== undefined)
    throw new Problem(`The Gemma terms in the package lack "${lost}": the pack is left out.`);
  return text;
}

function between(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  const end = text.indexOf(to, start);
  return start < 0 || end < 0 ? '' : text.slice(start, end);
}

/** Writes the number before each item of an ordered list, which the page leaves to the browser. */
function numbered(html: string): string {
  let count: number | null = null;
  return html.replace(/<(\/?)(ol|ul|li)\b[^>]*>/g, (tag, closing: string, name: string) => {
    if (name !== 'li') count = closing || name === 'ul' ? null : 0;
    if (name !== 'li' || closing) return tag;
    return count === null ? `${tag}- ` : `${tag}${++count}. `;
  });
}

function plain(html: string): string {
  return html
    .replace(/\s+/g, ' ')
    .replace(/<(?:p|h[1-6]|ol|ul)\b[^>]*>/g, '\n\n')
    .replace(/<li\b[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
