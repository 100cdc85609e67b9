import type { Flag } from '../../domain/task';

/** UTF-16 units of the end of a text that are looked at. */
const TAIL = 800;
const LONGEST_UNIT = 200;
/** A long text is looked at in so many places. */
const PLACES = 400;
/** A translation may repeat a little more often than its source. */
const SLACK = 1.25;

/** The target repeats a phrase over and over, at its end or anywhere, and the source does not. */
export function loopGate(source: string, target: string): Flag[] {
  const text = flat(target);
  return worst(text) > allowance(source) || echoing(source, target) ? [{ kind: 'looped' }] : [];
}

function allowance(source: string): number {
  return Math.max(1, SLACK * worst(flat(source)));
}

/** Digits are all alike ("1. … 2. …" counts on for ever), and so is white space. */
function flat(text: string): string {
  return text
    .toLowerCase()
    .replace(/\p{Nd}+/gu, '0')
    .replace(/\s+/gu, ' ');
}

/** Strongest repetition that ends anywhere: a text can leave its loop again. */
function worst(text: string): number {
  let strongest = endStrength(text.slice(-TAIL));
  const step = Math.ceil(text.length / PLACES);
  for (let end = Math.min(text.length, 8); end < text.length; end += step) {
    strongest = Math.max(strongest, endStrength(text.slice(Math.max(0, end - TAIL), end)));
  }
  return strongest;
}

/**
 * How often the last unit is repeated in a row, over how often prose may do so. Prose says "no, no, no", writes rules of
 * dashes, and repeats a line of a song; a model in a loop goes on.
 */
function endStrength(text: string): number {
  let strongest = 0;
  let run = 0; // length of the longest repetition so far, and its unit
  let period = 1;
  const longest = Math.min(LONGEST_UNIT, Math.floor(text.length / 2));
  for (let unit = 1; unit <= longest; unit++) {
    let same = 0;
    for (let i = text.length - 1; i >= unit && text[i] === text[i - unit]; i--) same++;
    if (same < unit) continue;
    // A multiple of a shorter unit is the same repetition seen again.
    if (unit % period === 0 && same + unit <= run) continue;
    strongest = Math.max(strongest, (same / unit + 1) / tolerated(text.slice(-unit)));
    if (same + unit > run) [run, period] = [same + unit, unit];
    if (run >= text.length) break;
  }
  return strongest;
}

/** How often a unit may be repeated and still be meant. Rows of numbers, dots and dashes may be long. */
function tolerated(unit: string): number {
  if (unit.length < 3) return 40 / unit.length;
  const words = unit.length < 8 ? 6 : unit.length < 20 ? 3.5 : 2.6;
  return /\p{L}/u.test(unit) ? words : 5 * words;
}

/** Most runs of four words occur more than once: loops that change a word each time. */
function echoing(source: string, target: string): boolean {
  return repeatShare(target) > 0.5 && repeatShare(source) < 0.3;
}

function repeatShare(text: string): number {
  const words = flat(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < 40) return 0;
  const runs = words.slice(3).map((_, i) => words.slice(i, i + 4).join(' '));
  return 1 - new Set(runs).size / runs.length;
}
