import { decodeUtf8 } from './cursor';

/** A list of strings left where they are in the header: 262,144 tokens cost two numbers each, not an object each. */
export class TextList {
  readonly length: number;
  readonly #owner: { readonly bytes: Uint8Array };
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;

  /** `starts` and `ends` are byte offsets into `owner.bytes`, which must not move them when it grows. */
  constructor(owner: { readonly bytes: Uint8Array }, starts: Uint32Array, ends: Uint32Array) {
    this.length = starts.length;
    this.#owner = owner;
    this.#starts = starts;
    this.#ends = ends;
  }

  /** The bytes that `start` and `end` point into. */
  get bytes(): Uint8Array {
    return this.#owner.bytes;
  }

  start(index: number): number {
    return this.#starts[index]!;
  }

  end(index: number): number {
    return this.#ends[index]!;
  }

  /** The string at `index`, or undefined outside of the list. */
  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.length)) return undefined;
    return decodeUtf8(this.bytes.subarray(this.start(index), this.end(index)), 'list of strings');
  }
}
