import { type ErrorCode, fail } from './errors';

export type JsonLimits = { maxBytes: number; maxDepth: number };
/** Which codes a refusal carries: a manifest and a catalogue share them, a record on this device is simply ignored. */
export type JsonCodes = { tooLarge: ErrorCode; invalid: ErrorCode };

/**
 * Untrusted JSON -> a plain value. Refuses, before it builds anything: more than `maxBytes`, invalid UTF-8, nesting
 * beyond `maxDepth`, far more values than any real file has (`MOST`), an object with the same key twice (readers
 * disagree on which one counts), and `__proto__`.
 */
export function parseJson(bytes: Uint8Array, limits: JsonLimits, codes: JsonCodes): unknown {
  if (bytes.length > limits.maxBytes) {
    fail(codes.tooLarge, { bytes: bytes.length, limit: limits.maxBytes });
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    scan(text, limits.maxDepth);
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof Refusal) return fail(codes.invalid, { where: cause.message });
    return fail(codes.invalid, { where: 'json' }, cause);
  }
}

class Refusal extends Error {}

/**
 * An empty list is 2 bytes of text and 50 in memory, and takes as long as its size would not tell. The largest real file,
 * Gemma's tokenizer, has 519,955 brackets that open, 307,095 keys and 1,334,097 commas.
 */
const MOST = { brackets: 2 ** 20, keys: 2 ** 19, commas: 2 ** 22 } as const;

const [QUOTE, COLON, COMMA] = [0x22, 0x3a, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Looks at brackets and keys only, in one pass; JSON.parse judges the rest of the grammar. A tokenizer has 14 MB of it. */
function scan(text: string, maxDepth: number): void {
  /** One entry per open bracket: the keys of an object, or null for an array. */
  const open: (Set<string> | null)[] = [];
  const strings = new Strings(text);
  let [brackets, keyCount, commas] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case OPEN_OBJECT:
      case OPEN_LIST:
        if (open.length >= maxDepth) throw new Refusal('depth');
        if (++brackets > MOST.brackets) throw new Refusal('too many values');
        open.push(text.charCodeAt(at) === OPEN_OBJECT ? new Set() : null);
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        open.pop();
        break;
      case COMMA:
        if (++commas > MOST.commas) throw new Refusal('too many values');
        break;
      case QUOTE: {
        const end = strings.endOf(at);
        const keys = open.at(-1);
        if (keys && isKey(text, end)) {
          if (++keyCount > MOST.keys) throw new Refusal('too many values');
          addKey(keys, text.slice(at, end));
        }
        at = end - 1;
      }
    }
  }
}

function addKey(keys: Set<string>, literal: string): void {
  // Unescaped: "\u005f_proto__" is "__proto__".
  const key = literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
  if (key === '__proto__') throw new Refusal('__proto__');
  if (keys.has(key)) throw new Refusal(`duplicate key ${key.slice(0, 60)}`);
  keys.add(key);
}

/** Finds ends of string literals by native search, since most of a large file is strings. */
class Strings {
  readonly #text: string;
  /** The first backslash from where was last looked on. */
  #backslash = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The index after the closing quote of the literal that opens at `start`. */
  endOf(start: number): number {
    const text = this.#text;
    for (let at = start + 1; ;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) throw new Refusal('unterminated text');
      if (this.#backslash < at) {
        const next = text.indexOf('\\', at);
        this.#backslash = next < 0 ? text.length : next;
      }
      if (this.#backslash > quote) return quote + 1;
      at = this.#backslash + 2;
    }
  }
}

/** True if what follows a string literal is a colon. */
function isKey(text: string, end: number): boolean {
  for (let at = end; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) return true;
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return false;
  }
  return false;
}
