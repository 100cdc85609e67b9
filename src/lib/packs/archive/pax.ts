import { fail } from '../../domain/errors';

/** What other tar programs write of a file and we have no use for. */
const IGNORED = new Set(['mtime', 'atime', 'ctime', 'uid', 'gid', 'uname', 'gname', 'comment']);
/** Attributes of a file that only its own system knows. A sparse file's real size would change where its bytes are. */
const OF_A_SYSTEM = /^(?:SCHILY\.(?!realsize)|LIBARCHIVE\.|RHT\.|MSWINDOWS\.)/;

/**
 * The records of a pax header (POSIX.1-2001): `<length> <key>=<value>\n`, one after another. Throws `archive/limits` for
 * keys that make of a file anything but a plain one, or that come twice; `archive/damaged` for what is no such list.
 */
export function readPax(bytes: Uint8Array): { path?: string; size?: number } {
  const records = new Map<string, Uint8Array>();
  for (let at = 0; at < bytes.length;) {
    const digits = bytes.subarray(at, at + 6).indexOf(0x20);
    const length = Number(textOf(bytes.subarray(at, at + digits)));
    const record = bytes.subarray(at, at + length);
    if (digits < 1 || !Number.isSafeInteger(length) || record.length !== length || record.at(-1) !== 0x0a)
      return fail('archive/damaged', { what: 'pax' });
    const equals = record.indexOf(0x3d);
    if (equals <= digits + 1) return fail('archive/damaged', { what: 'pax' });
    const key = textOf(record.subarray(digits + 1, equals));
    if (records.has(key)) return fail('archive/limits', { what: `pax, ${key.slice(0, 60)} twice` });
    records.set(key, record.subarray(equals + 1, -1));
    at += length;
  }
  for (const key of records.keys()) {
    if (key !== 'path' && key !== 'size' && !IGNORED.has(key) && !OF_A_SYSTEM.test(key))
      return fail('archive/limits', { what: `pax ${key.slice(0, 60)}` });
  }
  const [path, size] = (['path', 'size'] as const).map((key) => {
    // Values of other keys may be any bytes, whatever POSIX says.
    const value = records.get(key);
    return value && textOf(value);
  });
  if (path?.includes('\0')) return fail('archive/limits', { what: 'NUL' });
  if (size !== undefined && (!/^\d{1,16}$/.test(size) || !Number.isSafeInteger(Number(size))))
    return fail('archive/limits', { what: 'size' });
  return { ...(path === undefined ? {} : { path }), ...(size === undefined ? {} : { size: Number(size) }) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    return fail('archive/damaged', { what: 'UTF-8' }, cause);
  }
}
