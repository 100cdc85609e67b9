import { LIMITS, within } from '../limits';
import type { TextList } from '../text-list';
import { TOKEN, tokenizerFails, type Vocabulary } from '../vocabulary';
import { inStretches, type Steps } from './steps';
import { roll, type TokenTable } from './token-table';

/**
 * Merges in order of rank, as places in the header: the first half from `start` to `cut`, the second from `cut + gap` to
 * `end`. So they are written as they are read, one after the other, where a look at each token would jump about.
 */
export type Merges = { readonly places: Uint32Array; readonly gap: 0 | 1 };

/** Numbers of a merge: start, cut, end. */
export const PLACES = 3;

const SPACE = 0x20;
const CONTINUES_CHARACTER = 0x80;

/** Merges that the file lists as "first second". */
export function* mergesFromList(merges: TextList, table: TokenTable): Steps<Merges> {
  within('merges', merges.length, 'merges');
  const places = new Uint32Array(PLACES * merges.length);
  yield* inStretches(merges.length, (from, to) => readMerges(merges, table, from, to, places));
  return { places, gap: 1 };
}

function readMerges(
  merges: TextList,
  table: TokenTable,
  from: number,
  to: number,
  places: Uint32Array,
): void {
  const { bytes } = merges;
  for (let index = from; index < to; index++) {
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
    const known = whole !== undefined && table.hasJoined(whole, start, space, end);
    if (left === -1 || right === -1 || !known) tokenizerFails('merge', merges.at(index));
    places.set([start, space, end], PLACES * index);
  }
}

/**
 * Merges of a SentencePiece BPE, which has scores instead: every way to make a normal token of two others, tokens by
 * falling score, cuts of one token by the ids of their halves. Such a model merges what has the best score, and so does
 * a merge list in this order. Of two with one score it takes the one that stands first in the text, which no list can
 * say: refused.
 */
export function* mergesFromScores(
  vocabulary: Vocabulary,
  scores: ArrayLike<number>,
  table: TokenTable,
): Steps<Merges> {
  const ids = byScore(vocabulary, scores);
  const cuts = new CutList(Math.min(2 * ids.length + 1, LIMITS.merges), table.longest);
  let last = NaN;
  yield* inStretches(ids.length, (from, to) => {
    for (let index = from; index < to; index++) {
      const id = ids[index]!;
      if (!pushCuts(id, vocabulary, table, cuts)) continue;
      if (scores[id] === last) tokenizerFails('equal-scores', vocabulary.tokens.at(id));
      last = scores[id]!;
    }
  });
  return { places: cuts.finish(), gap: 0 };
}

/** True where there is any way to make the token of two. */
function pushCuts(id: number, { tokens, types }: Vocabulary, table: TokenTable, cuts: CutList): boolean {
  const { bytes } = tokens;
  const start = tokens.start(id);
  const end = tokens.end(id);
  let whole = 0;
  for (let at = start; at < end; at++) whole = roll(whole, bytes[at]!);
  cuts.begin(start, end);
  let before = 0;
  for (let cut = start + 1; cut < end; cut++) {
    before = roll(before, bytes[cut - 1]!);
    if ((bytes[cut]! & 0xc0) === CONTINUES_CHARACTER) continue;
    if (!table.mayBeNormal(before)) continue;
    const after = table.tail(whole, before, end - cut);
    if (!table.mayBeNormal(after)) continue;
    const left = table.find(before, start, cut);
    if (left === -1 || types[left] !== TOKEN.normal) continue;
    const right = table.find(after, cut, end);
    if (right === -1 || types[right] !== TOKEN.normal) continue;
    cuts.insert(cut, left);
  }
  return cuts.any;
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

/** The cuts of one token after the other, those of one by the id of the left half. */
class CutList {
  #places: Uint32Array;
  #length = 0;
  /** Ids of the left halves of the open token's cuts; no two are the same. */
  readonly #lefts: Uint32Array;
  #cuts = 0;
  #start = 0;
  #end = 0;

  /** `expected` is the usual number of cuts; `longest` the length of the longest token. */
  constructor(expected: number, longest: number) {
    this.#places = new Uint32Array(PLACES * expected);
    this.#lefts = new Uint32Array(longest);
  }

  begin(start: number, end: number): void {
    this.#cuts = 0;
    this.#start = start;
    this.#end = end;
  }

  /** Whether the open token has a cut. */
  get any(): boolean {
    return this.#cuts > 0;
  }

  insert(cut: number, left: number): void {
    if (this.#length === this.#places.length) this.#grow();
    const places = this.#places;
    const lefts = this.#lefts;
    let at = this.#length;
    places[at] = this.#start;
    places[at + 2] = this.#end;
    let before = this.#cuts - 1;
    for (; before >= 0 && lefts[before]! > left; before--, at -= PLACES) {
      lefts[before + 1] = lefts[before]!;
      places[at + 1] = places[at + 1 - PLACES]!;
    }
    lefts[before + 1] = left;
    places[at + 1] = cut;
    this.#cuts++;
    this.#length += PLACES;
  }

  finish(): Uint32Array {
    return this.#places.subarray(0, this.#length);
  }

  #grow(): void {
    within('merges', this.#length / PLACES + 1, 'merges');
    const grown = new Uint32Array(2 * this.#length);
    grown.set(this.#places);
    this.#places = grown;
  }
}
