import { within } from '../limits';
import type { TextList } from '../text-list';
import { TOKEN, tokenizerFails, type Vocabulary } from '../vocabulary';
import { roll, type TokenTable } from './token-table';

/** Pairs of token ids, first of each pair at even places, in order of rank. */
export type Merges = Uint32Array;

/** Work in steps: whoever has time takes them all, and a thread with other things to do takes a few at a time. */
export type Steps<T> = Generator<void, T, void>;

/** Items of a step: a few milliseconds at most. */
export const STEP = 4096;

const SPACE = 0x20;
const CONTINUES_CHARACTER = 0x80;

/** Merges that the file lists as "first second". */
export function* mergesFromList(vocabulary: Vocabulary, merges: TextList, table: TokenTable): Steps<Merges> {
  within('merges', merges.length, 'merges');
  const pairs = new Uint32Array(2 * merges.length);
  const { bytes } = merges;
  for (let index = 0; index < merges.length; index++) {
    if (index % STEP === 0) yield;
    const start = merges.start(index);
    const end = merges.end(index);
    let space = start;
    let first = 0;
    for (; space < end && bytes[space] !== SPACE; space++) first = roll(first, bytes[space]!);
    let second = 0;
    for (let at = space + 1; at < end; at++) second = roll(second, bytes[at]!);
    if (space === start || space + 1 >= end) tokenizerFails('merge', merges.at(index));
    const whole = table.joined(first, second, end - space - 1);
    const left = table.find(first, start, space);
    const right = table.find(second, space + 1, end);
    const known = whole !== undefined && table.find(whole, start, end, space, 1) !== -1;
    if (left === -1 || right === -1 || !known) tokenizerFails('merge', merges.at(index));
    pairs[2 * index] = left;
    pairs[2 * index + 1] = right;
  }
  return pairs;
}

/**
 * Merges of a SentencePiece BPE, which has scores instead: every way to make a normal token of two others, tokens by
 * falling score, cuts of one token by the ids of their halves. Such a model merges what has the best score, and so does
 * a merge list in this order.
 */
export function* mergesFromScores(
  vocabulary: Vocabulary,
  scores: ArrayLike<number>,
  table: TokenTable,
): Steps<Merges> {
  const { tokens, types } = vocabulary;
  const { bytes } = tokens;
  const pairs = new PairList();
  const cuts: { left: number; right: number }[] = [];
  let done = 0;
  for (const id of byScore(vocabulary, scores)) {
    if (done++ % STEP === 0) yield;
    const start = tokens.start(id);
    const end = tokens.end(id);
    let whole = 0;
    for (let at = start; at < end; at++) whole = roll(whole, bytes[at]!);
    cuts.length = 0;
    let before = 0;
    for (let cut = start + 1; cut < end; cut++) {
      before = roll(before, bytes[cut - 1]!);
      if ((bytes[cut]! & 0xc0) === CONTINUES_CHARACTER) continue;
      const left = table.find(before, start, cut);
      if (left === -1 || types[left] !== TOKEN.normal) continue;
      const right = table.find(table.tail(whole, before, end - cut), cut, end);
      if (right === -1 || types[right] !== TOKEN.normal) continue;
      cuts.push({ left, right });
    }
    if (cuts.length > 1) cuts.sort((a, b) => a.left - b.left); // no two cuts have the same left half
    for (const { left, right } of cuts) pairs.push(left, right);
  }
  return pairs.finish();
}

/** Ids of the normal tokens by falling score, equal scores by id. */
function byScore({ tokens, types }: Vocabulary, scores: ArrayLike<number>): Uint32Array {
  const ids = new Uint32Array(tokens.length);
  let count = 0;
  let sorted = true;
  let last = Infinity;
  for (let id = 0; id < tokens.length; id++) {
    const score = scores[id]!;
    if (Number.isNaN(score)) tokenizerFails('scores');
    if (types[id] !== TOKEN.normal) continue;
    sorted &&= score <= last;
    last = score;
    ids[count++] = id;
  }
  const normal = ids.subarray(0, count);
  return sorted ? normal : normal.sort((a, b) => Math.sign(scores[b]! - scores[a]!) || a - b);
}

class PairList {
  #pairs = new Uint32Array(2 ** 16);
  #length = 0;

  push(left: number, right: number): void {
    if (this.#length === this.#pairs.length) {
      within('merges', this.#length / 2 + 1, 'merges');
      const grown = new Uint32Array(2 * this.#length);
      grown.set(this.#pairs);
      this.#pairs = grown;
    }
    this.#pairs[this.#length++] = left;
    this.#pairs[this.#length++] = right;
  }

  finish(): Merges {
    return this.#pairs.subarray(0, this.#length);
  }
}
