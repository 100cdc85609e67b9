/** A SHA-256 in 64 lowercase hexadecimal digits. */
export type Digest = string & { readonly sha256: unique symbol };

const HEX64 = /^[0-9a-f]{64}$/;

export function isDigest(value: unknown): value is Digest {
  return typeof value === 'string' && HEX64.test(value);
}

/** Hexadecimal of raw digest bytes. */
export function toDigest(bytes: ArrayBuffer | Uint8Array): Digest {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  let hex = '';
  for (const byte of view) hex += byte.toString(16).padStart(2, '0');
  return hex as Digest;
}
