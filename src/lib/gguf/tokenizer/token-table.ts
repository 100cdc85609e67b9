import { LIMITS, within } from '../limits';
import { TOKEN, tokenizerFails, type Vocabulary } from '../vocabulary';
import { inStretches, type Steps } from './steps';

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
  readonly #vocabulary: Vocabulary;
  /** Id (-1: empty), hash, and where the token lies, side by side so that a look-up touches one place of memory. */
  readonly #slots: Int32Array;
  /** Four bits a slot: set for each hash that a normal token has, so seldom for another; small enough for a cache. */
  readonly #normal: Int32Array;
  readonly #powers: Int32Array;
  #workLeft: number;

  /** Refuses a vocabulary that has a token twice, or whose tokens cost far more than real ones to look up. */
  static *of(vocabulary: Vocabulary): Steps<TokenTable> {
    const table = new TokenTable(vocabulary);
    yield* inStretches(vocabulary.tokens.length, (from, to) => table.#insert(from, to));
    return table;
  }

  private constructor(vocabulary: Vocabulary) {
    const { tokens, bytes } = vocabulary;
    this.#vocabulary = vocabulary;
    const places = 2 ** Math.ceil(Math.log2(2 * tokens.length));
    this.#slots = new Int32Array(SLOT * places).fill(-1);
    this.#normal = new Int32Array(Math.max(1, places / 8));
    this.#workLeft = LIMITS.lookUpWork * (bytes + tokens.length) + 1024;
    let longest = 0;
    for (let id = 0; id < tokens.length; id++) longest = Math.max(longest, tokens.end(id) - tokens.start(id));
    this.#powers = new Int32Array(longest + 1);
    this.#powers[0] = 1;
    for (let index = 1; index <= longest; index++)
      this.#powers[index] = Math.imul(this.#powers[index - 1]!, BASE);
  }

  #insert(from: number, to: number): void {
    const { tokens, types } = this.#vocabulary;
    const { bytes } = tokens;
    const slots = this.#slots;
    const normal = this.#normal;
    for (let id = from; id < to; id++) {
      const start = tokens.start(id);
      const end = tokens.end(id);
      let hash = 0;
      for (let at = start; at < end; at++) hash = roll(hash, bytes[at]!);
      const slot = this.#slot(hash, start, end);
      if (slots[slot] !== -1) tokenizerFails('duplicate-token', tokens.at(id));
      slots[slot] = id;
      slots[slot + 1] = hash;
      slots[slot + 2] = start;
      slots[slot + 3] = end - start;
      if (types[id] === TOKEN.normal) {
        const bit = mix(hash) >>> 7;
        normal[(bit >>> 5) & (normal.length - 1)]! |= 1 << (bit & 31);
      }
    }
  }

  /** Bytes of the longest token. */
  get longest(): number {
    return this.#powers.length - 1;
  }

  /** False where no normal token has this hash; true where one has, and seldom where none has. */
  mayBeNormal(hash: number): boolean {
    const normal = this.#normal;
    const bit = mix(hash) >>> 7;
    return ((normal[(bit >>> 5) & (normal.length - 1)]! >>> (bit & 31)) & 1) === 1;
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

  /** The token with the bytes from `start` to `end` of the header, or -1. `hash` is theirs. */
  find(hash: number, start: number, end: number): number {
    return this.#slots[this.#slot(hash, start, end)]!;
  }

  /** True where one token has the bytes from `start` to `gap` and those after `gap` to `end`. `hash` is theirs. */
  hasJoined(hash: number, start: number, gap: number, end: number): boolean {
    const slots = this.#slots;
    for (let slot = this.#first(hash); slots[slot] !== -1; slot = this.#next(slot)) {
      if (slots[slot + 1] !== hash || slots[slot + 3] !== end - start - 1) continue;
      const token = slots[slot + 2]!;
      if (this.#equal(token, start, gap) && this.#equal(token + gap - start, gap + 1, end)) return true;
    }
    return false;
  }

  /** Where the piece is, or the empty slot where it would be. */
  #slot(hash: number, start: number, end: number): number {
    const slots = this.#slots;
    let slot = this.#first(hash);
    for (; slots[slot] !== -1; slot = this.#next(slot)) {
      if (slots[slot + 1] !== hash || slots[slot + 3] !== end - start) continue;
      if (this.#equal(slots[slot + 2]!, start, end)) break;
    }
    return slot;
  }

  #first(hash: number): number {
    this.#work(1);
    return (SLOT * mix(hash)) & (this.#slots.length - 1);
  }

  #next(slot: number): number {
    this.#work(1);
    return (slot + SLOT) & (this.#slots.length - 1);
  }

  #equal(token: number, start: number, end: number): boolean {
    const { bytes } = this.#vocabulary.tokens;
    const ahead = token - start;
    this.#work(end - start);
    for (let at = start; at < end; at++) if (bytes[at] !== bytes[at + ahead]) return false;
    return true;
  }

  #work(done: number): void {
    this.#workLeft -= done;
    if (this.#workLeft < 0) within('lookUpWork', Infinity, 'tokens that cost too much to look up');
  }
}

/** Numbers of a slot. */
const SLOT = 4;
/** The low bits of a rolling hash depend on the last bytes only. */
function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return once ^ (once >>> 13);
}
