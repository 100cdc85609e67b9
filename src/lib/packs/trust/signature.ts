import { fail } from '../../domain/errors';

/** What is signed begins with what it is, so that a signature of one thing is never one of another. */
export const CATALOGUE_TEXT = 'haversack catalogue ';
export const VOUCH_TEXT = 'haversack pack ';

/** Standard base64 of exactly 32 or 64 bytes, one way to write each. */
const KEY = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
const SIGNATURE = /^[A-Za-z0-9+/]{85}[AQgw]==$/;

/**
 * True if `signature` is that of `text` (as UTF-8) by `key`: Ed25519, both raw and in base64. What is malformed is
 * simply no signature. Throws `device/no-signatures` in a browser that cannot tell.
 */
export async function isSignedBy(text: string, key: string, signature: string): Promise<boolean> {
  if (!KEY.test(key) || !SIGNATURE.test(signature)) return false;
  try {
    const imported = await crypto.subtle.importKey('raw', bytesOf(key), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify(
      'Ed25519',
      imported,
      bytesOf(signature),
      new TextEncoder().encode(text),
    );
  } catch (cause) {
    // Chromium before 137, Firefox before 129, Safari before 17.
    if (isNamed(cause, 'NotSupportedError')) return fail('device/no-signatures', {}, cause);
    if (isNamed(cause, 'DataError')) return false; // not a point of the curve
    throw cause;
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

function isNamed(thrown: unknown, name: string): boolean {
  return thrown instanceof Error && thrown.name === name;
}
