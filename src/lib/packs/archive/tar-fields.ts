import { fail } from '../../domain/errors';

/** POSIX.1-1988 ustar: a header and all contents fill whole blocks. */
export const BLOCK = 512;
/** Most that eleven octal digits hold: 8 GiB less one. */
export const MOST_OCTAL = 0o77777777777;

/** Offsets and lengths in bytes. */
export const FIELDS = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
  devMajor: [329, 8],
  devMinor: [337, 8],
  prefix: [345, 155],
} as const satisfies Record<string, readonly [number, number]>;

export type Field = keyof typeof FIELDS;

export function fieldOf(block: Uint8Array, field: Field): Uint8Array {
  const [at, length] = FIELDS[field];
  return block.subarray(at, at + length);
}

/** The sum of a header's bytes, with its own checksum read as spaces. */
export function checksumOf(block: Uint8Array): number {
  const [at, length] = FIELDS.checksum;
  let sum = 0;
  for (let index = 0; index < BLOCK; index++)
    sum += index >= at && index < at + length ? 0x20 : (block[index] ?? 0);
  return sum;
}

/** Octal digits, ended by a space or NUL; or, for a size, GNU's base-256. Undefined for anything else. */
export function readNumber(bytes: Uint8Array): number | undefined {
  if ((bytes[0] ?? 0) === 0x80) {
    let value = 0;
    for (const byte of bytes.subarray(1)) {
      value = value * 256 + byte;
      if (value > Number.MAX_SAFE_INTEGER) return undefined;
    }
    return value;
  }
  const text = ascii(bytes);
  return text !== undefined && /^ *[0-7]{1,12}[ \0]*$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/** Up to the first NUL, after which there is nothing but NUL. Throws `archive/damaged` for what is no UTF-8. */
export function readName(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  if (end >= 0 && bytes.subarray(end).some((byte) => byte !== 0))
    return fail('archive/limits', { what: 'NUL' });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text);
  } catch (cause) {
    return fail('archive/damaged', { what: 'UTF-8' }, cause);
  }
}

function ascii(bytes: Uint8Array): string | undefined {
  return bytes.every((byte) => byte < 0x80) ? String.fromCharCode(...bytes) : undefined;
}

/** Bytes after `size` that fill its last block. */
export function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
