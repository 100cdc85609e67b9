import { fail } from '../../domain/errors';
import { type Digest, isDigest } from '../../domain/digest';

/**
 * Readers that turn an unknown value into a checked one, or throw `pack/manifest-invalid` with the path to the
 * value in `details.where`. They copy what they accept: nothing of the untrusted object survives but checked leaves.
 */
export type Reader<T> = (value: unknown, where: string) => T;

export function refuse(where: string, problem: string): never {
  return fail('pack/manifest-invalid', { where: where.slice(0, 200), problem });
}

export function text(maxLength: number, minLength = 0): Reader<string> {
  return (value, where) => {
    if (typeof value !== 'string') return refuse(where, 'not a text');
    if (value.length < minLength || value.length > maxLength) return refuse(where, 'length');
    return value;
  };
}

/** Control characters, lone surrogates, and what turns the order of the words around it: never in a text of ours. */
const UNSEEN = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;
/**
 * The same, and what takes no room: two names that differ in it alone look alike. What scripts are written with is left:
 * joiners, and the marks of direction of a single letter.
 */
const UNSEEN_IN_LINE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u115F\u1160\u180E\u200B\u202A-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;

/** One line that people read, and that reads as it is written: a name stands in sentences of ours. */
export function line(maxLength: number, minLength = 0): Reader<string> {
  return (value, where) => {
    const read = text(maxLength, minLength)(value, where);
    return UNSEEN_IN_LINE.test(read) ? refuse(where, 'character not allowed in a line') : read;
  };
}

/** The same with line breaks and tabs. */
export function lines(maxLength: number): Reader<string> {
  return (value, where) => {
    const read = text(maxLength)(value, where);
    return UNSEEN.test(read.replace(/[\t\r\n]/g, '')) ? refuse(where, 'character not allowed') : read;
  };
}

/** A text of somebody else's as one that `line` takes. */
export function asLine(given: string): string {
  return given.replace(new RegExp(UNSEEN_IN_LINE, 'gu'), '\uFFFD');
}

/** The same with line breaks and tabs kept, as `lines` takes them. */
export function asLines(given: string): string {
  return given.replace(new RegExp(UNSEEN, 'gu'), (char) => (/[\t\r\n]/.test(char) ? char : '\uFFFD'));
}

/** A whole number that a double holds exactly. `-0` becomes 0: both are one text in JSON. */
export function integer(min: number, max: number): Reader<number> {
  return (value, where) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return refuse(where, 'not a whole number');
    return value >= min && value <= max ? value + 0 : refuse(where, 'out of range');
  };
}

export function number(min: number, max: number): Reader<number> {
  return (value, where) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return refuse(where, 'not a number');
    return value >= min && value <= max ? value + 0 : refuse(where, 'out of range');
  };
}

export const flag: Reader<boolean> = (value, where) =>
  typeof value === 'boolean' ? value : refuse(where, 'not true or false');

export const digest: Reader<Digest> = (value, where) =>
  isDigest(value) ? value : refuse(where, 'not a SHA-256 in lowercase hexadecimal');

export function oneOf<T extends string | number>(...allowed: readonly T[]): Reader<T> {
  return (value, where) => {
    const found = allowed.find((known) => known === value);
    return found === undefined ? refuse(where, 'not a known value') : found;
  };
}

export function list<T>(item: Reader<T>, maxLength: number): Reader<T[]> {
  return (value, where) => {
    if (!Array.isArray(value)) return refuse(where, 'not a list');
    if (value.length > maxLength) return refuse(where, 'too many entries');
    return value.map((entry, index) => item(entry, `${where}[${index}]`));
  };
}

export function nullable<T>(inner: Reader<T>): Reader<T | null> {
  return (value, where) => (value === null ? null : inner(value, where));
}

/** An absolute http or https address without credentials, or ''. */
export const webAddress: Reader<string> = (value, where) => {
  const address = line(2000)(value, where);
  if (address === '') return address;
  const parsed = URL.canParse(address) ? new URL(address) : refuse(where, 'not a web address');
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return refuse(where, 'not a web address');
  return parsed.username || parsed.password ? refuse(where, 'credentials in an address') : address;
};

type Fields = Record<string, Reader<unknown>>;
type Read<F extends Fields> = { [K in keyof F]: ReturnType<F[K]> };

/** An object with exactly these keys. An unknown key is refused: what this version cannot read it must not vouch for. */
export function object<R extends Fields, O extends Fields = Record<never, never>>(
  required: R,
  optional?: O,
): Reader<Read<R> & Partial<Read<O>>> {
  return (value, where) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return refuse(where, 'not an object');
    const read: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(required, key) && !(optional && Object.hasOwn(optional, key))) {
        return refuse(`${where}.${key}`, 'unknown key');
      }
    }
    for (const [key, reader] of Object.entries(required)) {
      if (!Object.hasOwn(value, key)) return refuse(`${where}.${key}`, 'missing');
      read[key] = reader((value as Record<string, unknown>)[key], `${where}.${key}`);
    }
    for (const [key, reader] of Object.entries(optional ?? {})) {
      if (Object.hasOwn(value, key))
        read[key] = reader((value as Record<string, unknown>)[key], `${where}.${key}`);
    }
    return read as Read<R> & Partial<Read<O>>;
  };
}
