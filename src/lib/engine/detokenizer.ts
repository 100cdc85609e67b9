/** Tokens of one character at most: UTF-8 has four bytes, and a token holds at least one. */
const MAX_PENDING = 4;

/**
 * Token ids to text, one at a time. Only the last few tokens are decoded again, so that a long answer costs no more
 * than a short one; a character whose bytes have not all come is held back, so that no U+FFFD flashes on screen.
 */
export class Detokenizer {
  readonly #decode: (ids: Int32Array) => string;
  #ids: number[] = [];
  /** Tokens before this have been given out; they are context for those after. */
  #given = 0;
  #context = '';

  constructor(decode: (ids: Int32Array) => string) {
    this.#decode = decode;
  }

  push(id: number): string {
    this.#ids.push(id);
    const text = this.#decode(Int32Array.from(this.#ids));
    const pending = this.#ids.length - this.#given;
    if (text.endsWith('\uFFFD') && pending < MAX_PENDING) return '';
    return this.#give(text);
  }

  /** What was held back, as it is. */
  flush(): string {
    return this.#ids.length > this.#given ? this.#give(this.#decode(Int32Array.from(this.#ids))) : '';
  }

  #give(text: string): string {
    const fresh = text.slice(this.#context.length);
    // The tokens just given become the context of the next: a decoder may treat the first of a text differently.
    this.#ids = this.#ids.slice(this.#given);
    this.#given = this.#ids.length;
    this.#context = this.#decode(Int32Array.from(this.#ids));
    return fresh;
  }
}
