import { within } from '../limits';

/** Bytes of a text that is written once from start to end; at most LIMITS.tokenizerBytes. */
export class ByteWriter {
  length = 0;
  #bytes: Uint8Array<ArrayBuffer>;
  readonly #encoder = new TextEncoder();

  constructor(expectedBytes: number) {
    this.#bytes = new Uint8Array(expectedBytes);
  }

  text(text: string): void {
    const encoded = this.#encoder.encode(text);
    this.#reserve(encoded.length);
    this.#bytes.set(encoded, this.length);
    this.length += encoded.length;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.length++] = value;
  }

  /** A whole number from 0 to 2^31 - 1. */
  decimal(value: number): void {
    this.#reserve(10);
    let digits = 1;
    for (let power = 10; power <= value; power *= 10) digits++;
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at--) {
      this.#bytes[at] = 0x30 + (rest % 10);
      rest = (rest / 10) | 0;
    }
    this.length += digits;
  }

  /** A JSON string of UTF-8 bytes, which are copied as they are but for what JSON wants escaped. */
  jsonString(from: Uint8Array, start: number, end: number): void {
    this.#reserve(6 * (end - start) + 2);
    const out = this.#bytes;
    let at = this.length;
    out[at++] = QUOTE;
    for (let index = start; index < end; index++) {
      const byte = from[index]!;
      if (byte >= 32 && byte !== QUOTE && byte !== BACKSLASH) out[at++] = byte;
      else {
        const escape = ESCAPES[byte]!;
        for (let i = 0; i < escape.length; i++) out[at++] = escape.charCodeAt(i);
      }
    }
    out[at++] = QUOTE;
    this.length = at;
  }

  /** What was written from `start` on, until more is written. */
  since(start: number): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(start, this.length);
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.length);
  }

  #reserve(count: number): void {
    const end = this.length + count;
    if (end <= this.#bytes.length) return;
    within('tokenizerBytes', end, 'tokenizer.json');
    const grown = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** By byte: the control characters, the quote and the backslash. */
const ESCAPES: Readonly<Record<number, string>> = Object.fromEntries(
  [...Array(32).keys(), QUOTE, BACKSLASH].map((byte) => [
    byte,
    JSON.stringify(String.fromCharCode(byte)).slice(1, -1),
  ]),
);
