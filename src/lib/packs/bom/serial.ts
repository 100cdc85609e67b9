import { canonicalJson } from '../form/canonical';

/** Under which the serial numbers of our bills of materials are made: a UUID of our own, drawn once. */
const NAMESPACE = '6f1d0c0e-3b7a-4c52-9a55-0d7f3c2be8a1';

/** The same content always has the same number: RFC 4122, version 5 (SHA-1 of a namespace and a name). */
export async function serialNumber(content: unknown): Promise<string> {
  const name = new TextEncoder().encode(canonicalJson(content));
  const space = NAMESPACE.replaceAll('-', '').match(/../g) ?? [];
  const whole = new Uint8Array(space.length + name.length);
  whole.set(space.map((byte) => Number.parseInt(byte, 16)));
  whole.set(name, space.length);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', whole)).subarray(0, 16);
  const view = new DataView(hash.buffer, hash.byteOffset);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x50);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
