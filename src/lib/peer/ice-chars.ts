/** The 64 characters of ICE credentials (RFC 8839, `ice-char`), 6 bits each. */
const CHARS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...CHARS].map((char, value) => [char, value]));

export function isIceText(text: string): boolean {
  return [...text].every((char) => VALUES.has(char));
}

/** The text, packed, the last byte filled up with zeros. */
export function fromIceChars(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((text.length * 6) / 8));
  [...text].forEach((char, index) => {
    const value = VALUES.get(char) ?? 0;
    const bit = index * 6;
    const at = bit >> 3;
    const both = value << (10 - (bit & 7));
    bytes[at] = (bytes[at] ?? 0) | (both >> 8);
    if (at + 1 < bytes.length) bytes[at + 1] = both & 255;
  });
  return bytes;
}

/** `length` characters of packed text; undefined if what fills up the last byte is not zeros. */
export function toIceChars(bytes: Uint8Array, length: number): string | undefined {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    for (; bits >= 6 && text.length < length; bits -= 6) text += CHARS[(held >> (bits - 6)) & 63];
  }
  return (held & ((1 << bits) - 1)) === 0 ? text : undefined;
}
