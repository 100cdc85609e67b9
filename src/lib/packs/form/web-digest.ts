import { type Digest, toDigest } from '../../domain/digest';

/** SHA-256 of bytes in memory: WebCrypto, off this thread. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Digest> {
  return toDigest(await crypto.subtle.digest('SHA-256', bytes));
}
