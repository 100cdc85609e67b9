import type { Flag } from '../../domain/task';

/** UTF-16 units of the end of a text that are looked at. */
const TAIL = 800;
const LONGEST_UNIT = 200;

/** Watches a text while it grows: true means that it repeats itself and can be stopped now. */
export class LoopWatch {
  #tail = '';
  readonly #allowed: number;

  /** Repetition that the source has too is no fault. */
  constructor(source = '') {
    this.#allowed = worst(flat(source));
  }

  push(delta: string): boolean {
    this.#tail = (this.#tail + flat(delta)).slice(-TAIL);
    return endStrength(this.#tail) > Math.max(1, this.#allowed);
  }
}

/** The target repeats a phrase over and over, at its end or anywhere, and the source does not. */
export function loopGate(source: string, target: string): Flag[] {
  const text = flat(target);
  const allowed = Math.max(1, worst(flat(source)));
  return worst(text) > allowed || echoing(source, target) ? [{ kind: 'looped' }] : [];
}

/** Digits are all alike ("1. … 2. …" counts on for ever), and so is white space. */
function flat(text: string): string {
  return text
    .toLowerCase()
    .replace(/\p{Nd}+/gu, '0')
    .replace(/\s+/gu, ' ');
}

/** Strongest repetition that ends at any of a few hundred places: a text can leave its loop again. */
function worst(text: string): number {
  let strongest = 0;
  for (let end = Math.min(text.length, 40); end < text.length; end += 20) {
    strongest = Math.max(strongest, endStrength(text.slice(Math.max(0, end - TAIL), end)));
  }
  return Math.max(strongest, endStrength(text.slice(-TAIL)));
}

/**
 * How often the last unit is repeated in a row, over how often prose may do so. Prose says "no, no, no", writes rules of
 * dashes, and repeats a line of a song; a model in a loop goes on.
 */
function endStrength(text: string): number {
  let strongest = 0;
  const longest = Math.min(LONGEST_UNIT, Math.floor(text.length / 2));
  for (let unit = 1; unit <= longest; unit++) {
    let same = 0;
    for (let i = text.length - 1; i >= unit && text[i] === text[i - unit]; i--) same++;
    if (same < unit) continue;
    strongest = Math.max(strongest, (same / unit + 1) / tolerated(unit));
  }
  return strongest;
}

/** Repetitions of a unit of so many UTF-16 units that may still be meant. */
function tolerated(unit: number): number {
  if (unit < 3) return 40 / unit;
  if (unit < 8) return 6;
  return unit < 20 ? 3.5 : 2.6;
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
