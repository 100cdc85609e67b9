import { type ErrorCode, fail } from './errors';

export type JsonLimits = { maxBytes: number; maxDepth: number };
/** Which codes a refusal carries: a manifest and a catalogue share them, a record on this device is simply ignored. */
export type JsonCodes = { tooLarge: ErrorCode; invalid: ErrorCode };

/**
 * Untrusted JSON -> a plain value. Refuses, before it builds anything: more than `maxBytes`, invalid UTF-8, nesting
 * beyond `maxDepth`, an object with the same key twice (readers disagree on which one counts), and `__proto__`.
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

/** Looks at brackets and keys only, in one pass; JSON.parse judges the rest of the grammar. */
function scan(text: string, maxDepth: number): void {
  /** One entry per open bracket: the keys of an object, or null for an array. */
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{' || char === '[') {
      if (open.length >= maxDepth) throw new Refusal('depth');
      open.push(char === '{' ? new Set() : null);
    } else if (char === '}' || char === ']') {
      open.pop();
    } else if (char === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys && isKey(text, end)) addKey(keys, text.slice(at, end));
      at = end - 1;
    }
  }
}

function addKey(keys: Set<string>, literal: string): void {
  const key = JSON.parse(literal) as string; // unescaped: "\u005f_proto__" is "__proto__"
  if (key === '__proto__') throw new Refusal('__proto__');
  if (keys.has(key)) throw new Refusal(`duplicate key ${key.slice(0, 60)}`);
  keys.add(key);
}

/** The index after the closing quote of the string literal that opens at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  throw new Refusal('unterminated text');
}

/** True if what follows a string literal is a colon. */
function isKey(text: string, end: number): boolean {
  for (let at = end; at < text.length; at++) {
    const char = text[at];
    if (char === ':') return true;
    if (char !== ' ' && char !== '\n' && char !== '\r' && char !== '\t') return false;
  }
  return false;
}
