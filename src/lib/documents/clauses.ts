/** Places where a sentence may be cut, best first. Each pattern matches what stays before the cut. */
const BOUNDARIES = [/[;:；：؛။]\s*|\s[—–]\s/gu, /[,،、，]\s*/gu, /[\s\u200B]+|[。！？।]/gu];

/**
 * Cuts text longer than `budget` UTF-16 units at clause boundaries into pieces of like size. The pieces add up to
 * the text: nothing is dropped, and no character is cut in two.
 */
export function clauses(text: string, budget: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > budget) {
    const wanted = Math.min(budget, Math.ceil(rest.length / Math.ceil(rest.length / budget)) + budget / 10);
    const cut = bestCut(rest, wanted, budget);
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

function bestCut(text: string, wanted: number, budget: number): number {
  const head = text.slice(0, budget);
  for (const boundary of BOUNDARIES) {
    let best = 0;
    for (const match of head.matchAll(boundary)) {
      const at = match.index + match[0].length;
      // A comma between two digits is a number.
      if (/^[,:]$/.test(match[0]) && /\d/.test(text[match.index - 1] ?? '') && /\d/.test(text[at] ?? ''))
        continue;
      if (at >= budget * 0.3 && Math.abs(at - wanted) < Math.abs(best - wanted)) best = at;
    }
    if (best > 0 && best < text.length) return best;
  }
  return characterCut(text, budget);
}

/** The last place at or before `at` that is not inside a surrogate pair or before a mark that joins to the left. */
function characterCut(text: string, at: number): number {
  for (let cut = at; cut > Math.max(1, at - 32); cut--) {
    const low = text.charCodeAt(cut);
    const inPair = low >= 0xdc00 && low <= 0xdfff && isHigh(text.charCodeAt(cut - 1));
    const joins = /^(?:\p{M}|\u200C|\u200D)/u.test(text.slice(cut, cut + 2));
    if (!inPair && !joins && text[cut - 1] !== '\u200D') return cut;
  }
  return isHigh(text.charCodeAt(at - 1)) && at > 1 ? at - 1 : at;
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
