import { BLOCK, checksumOf, type Field, FIELDS, MOST_OCTAL, paddingOf } from './tar-fields';

const utf8 = new TextEncoder();

/**
 * The header of a plain file: one block, or three where ustar has no room for its path or size and pax (POSIX.1-2001)
 * says them. Always the same bytes: no owner, no time.
 */
export function fileHeader(path: string, size: number): Uint8Array<ArrayBuffer> {
  const place = placeOf(path);
  const records = [
    ...(place ? [] : [paxRecord('path', path)]),
    ...(size > MOST_OCTAL ? [paxRecord('size', String(size))] : []),
  ];
  const plain = header(place ?? { name: 'long-path', prefix: '' }, size > MOST_OCTAL ? 0 : size, '0');
  if (records.length === 0) return plain;
  const pax = utf8.encode(records.join(''));
  const whole = new Uint8Array(BLOCK + pax.length + paddingOf(pax.length) + BLOCK);
  whole.set(header({ name: 'pax', prefix: '' }, pax.length, 'x'));
  whole.set(pax, BLOCK);
  whole.set(plain, whole.length - BLOCK);
  return whole;
}

/** What ends an archive. */
export function endOfArchive(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(2 * BLOCK);
}

type Place = { name: string; prefix: string };

/** Undefined if the path is longer than ustar holds, or not in ASCII, which is all that ustar promises. */
function placeOf(path: string): Place | undefined {
  if (!/^[\x20-\x7e]+$/.test(path)) return undefined;
  if (path.length <= FIELDS.name[1]) return { name: path, prefix: '' };
  const at = path.indexOf('/', path.length - FIELDS.name[1] - 1);
  return at > 0 && at <= FIELDS.prefix[1] && at < path.length - 1
    ? { name: path.slice(at + 1), prefix: path.slice(0, at) }
    : undefined;
}

function header({ name, prefix }: Place, size: number, type: '0' | 'x'): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK);
  const put = (field: Field, text: string) => block.set(utf8.encode(text), FIELDS[field][0]);
  put('name', name);
  put('mode', '0000644\0');
  put('uid', '0000000\0');
  put('gid', '0000000\0');
  put('size', `${size.toString(8).padStart(11, '0')}\0`);
  put('mtime', `${'0'.repeat(11)}\0`);
  put('type', type);
  put('magic', 'ustar\x0000');
  put('devMajor', '0000000\0');
  put('devMinor', '0000000\0');
  put('prefix', prefix);
  put('checksum', `${checksumOf(block).toString(8).padStart(6, '0')}\0 `);
  return block;
}

/** `<length> <key>=<value>\n`, where the length counts its own digits too. */
function paxRecord(key: string, value: string): string {
  const rest = utf8.encode(` ${key}=${value}\n`).length;
  let length = rest + 1;
  while (rest + String(length).length !== length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}
