/** How much of the end of a text is looked at, in UTF-16 units. */
const WINDOW = 640;
const LONGEST_UNIT = 120;
/** A rule of dashes or a run of dots is prose; this much of one unit, this often, is not. */
const MIN_REPEATED = 180;
const MIN_TIMES = 6;
/** U+FFFD among the last 64: bytes that are no text. */
const MAX_REPLACEMENTS = 8;

export type Degeneration = 'loop' | 'garbage';

/** Watches a growing text for output that will never end well: endless repetition, or bytes that are no characters. */
export class DegenerationWatch {
  #tail = '';

  push(delta: string): Degeneration | undefined {
    this.#tail = (this.#tail + delta).slice(-WINDOW);
    const replacements = this.#tail.slice(-64).split('\uFFFD').length - 1;
    if (replacements > MAX_REPLACEMENTS) return 'garbage';
    return repeats(this.#tail) ? 'loop' : undefined;
  }
}

/** True when the text ends in one unit of at most LONGEST_UNIT repeated MIN_TIMES or more over MIN_REPEATED or more. */
function repeats(text: string): boolean {
  for (let unit = 1; unit <= LONGEST_UNIT; unit++) {
    const needed = Math.max(MIN_REPEATED, unit * MIN_TIMES);
    if (text.length < needed) return false; // longer units need no less
    let same = 0;
    for (let i = text.length - 1; i >= unit && text[i] === text[i - unit]; i--) same++;
    if (same + unit >= needed) return true;
  }
  return false;
}
