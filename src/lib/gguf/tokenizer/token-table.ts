import { LIMITS, within } from '../limits';
import type { TextList } from '../text-list';
import { tokenizerFails, type Vocabulary } from '../vocabulary';

const BASE = 0x01000193;

/** Adds one byte to a rolling hash. */
export function roll(hash: number, byte: number): number {
  return (Math.imul(hash, BASE) + byte + 1) | 0;
}

/**
 * Token bytes -> id, by a rolling hash: the hash of any piece of a token follows from the hashes of its beginnings, so
 * that all cuts of a token are looked up without making a string of each.
 */
export class TokenTable {
  readonly #tokens: TextList;
  /** Pairs of id (-1: empty) and hash, side by side so that a look-up touches one place of memory. */
  readonly #slots: Int32Array;
  readonly #powers: Int32Array;
  #workLeft: number;

  /** Refuses a vocabulary that has a token twice, or whose tokens cost far more than real ones to look up. */
  constructor({ tokens, bytes }: Vocabulary) {
    this.#tokens = tokens;
    this.#slots = new Int32Array(2 * 2 ** Math.ceil(Math.log2(2 * tokens.length + 1))).fill(-1);
    this.#workLeft = LIMITS.lookUpWork * (bytes + tokens.length) + 1024;
    let longest = 0;
    for (let id = 0; id < tokens.length; id++) {
      const start = tokens.start(id);
      const end = tokens.end(id);
      longest = Math.max(longest, end - start);
      let hash = 0;
      for (let at = start; at < end; at++) hash = roll(hash, tokens.bytes[at]!);
      const slot = this.#slot(hash, start, end);
      if (this.#slots[slot] !== -1) tokenizerFails('duplicate-token', tokens.at(id));
      this.#slots[slot] = id;
      this.#slots[slot + 1] = hash;
    }
    this.#powers = new Int32Array(longest + 1);
    this.#powers[0] = 1;
    for (let index = 1; index <= longest; index++)
      this.#powers[index] = Math.imul(this.#powers[index - 1]!, BASE);
  }

  /** Hash of the last `length` bytes of a piece, from the hash of the whole and of what comes before them. */
  tail(whole: number, before: number, length: number): number {
    return (whole - Math.imul(before, this.#powers[length]!)) | 0;
  }

  /** Hash of two pieces in a row; undefined where they are longer than any token. */
  joined(first: number, second: number, secondLength: number): number | undefined {
    const power = this.#powers[secondLength];
    return power === undefined ? undefined : (Math.imul(first, power) + second) | 0;
  }

  /** The token with the bytes from `start` to `end` of the header, or -1. `gap` bytes from `gapAt` on are left out. */
  find(hash: number, start: number, end: number, gapAt = end, gap = 0): number {
    return this.#slots[this.#slot(hash, start, end, gapAt, gap)]!;
  }

  /** Where the piece is, or the empty slot where it would be. */
  #slot(hash: number, start: number, end: number, gapAt = end, gap = 0): number {
    const slots = this.#slots;
    const mask = slots.length - 2; // the lowest bit tells id from hash
    for (let slot = mix(hash) & mask; ; slot = (slot + 2) & mask) {
      if (--this.#workLeft < 0) within('lookUpWork', Infinity, 'tokens that cost too much to look up');
      const id = slots[slot]!;
      if (id === -1 || (slots[slot + 1] === hash && this.#equal(id, start, end, gapAt, gap))) return slot;
    }
  }

  #equal(id: number, start: number, end: number, gapAt: number, gap: number): boolean {
    const { bytes } = this.#tokens;
    const length = end - start - gap;
    let token = this.#tokens.start(id);
    if (this.#tokens.end(id) - token !== length) return false;
    this.#workLeft -= length;
    for (let at = start; at < end; at++) {
      if (at === gapAt) at += gap;
      if (bytes[at] !== bytes[token++]) return false;
    }
    return true;
  }
}

/** The low bits of a rolling hash depend on the last bytes only. */
function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return once ^ (once >>> 13);
}
