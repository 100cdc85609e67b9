import { type Reader, refuse, text } from './shape';

/** Names that Windows keeps for devices, with or without an extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
/** Unicode's control, format and surrogate characters: they hide or reorder what a person reads. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const FORBIDDEN = /[\\:*?"<>|%]/;

/**
 * A relative path that means the same on every system: no `..`, no root, drive, backslash, escape or device name.
 * Blobs are stored under their digest whatever the path; people and exported archives see the path.
 */
export const plainPath: Reader<string> = (value, where) => {
  const path = text(240, 1)(value, where);
  if (INVISIBLE.test(path) || FORBIDDEN.test(path)) return refuse(where, 'character not allowed in a path');
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') return refuse(where, 'not a plain relative path');
    if (part.endsWith('.') || part.endsWith(' ') || part.startsWith(' '))
      return refuse(where, 'dot or space at an edge');
    if (part.length > 120 || DEVICE.test(part)) return refuse(where, 'not a plain file name');
  }
  return path;
};

/** Two paths that one of the common file systems takes for the same file. */
export function foldedPath(path: string): string {
  return path.normalize('NFKC').toUpperCase().toLowerCase();
}
