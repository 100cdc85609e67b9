import { createSHA256, type IHasher } from 'hash-wasm';
import { type ByteSource, CHUNK_BYTES } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { sha256 } from './web-digest';

// Apart, because the start page needs it, and not the hash that is compiled.
export { sha256 };

/** SHA-256 of bytes that come piece by piece, which WebCrypto cannot do. */
export interface Sha256Stream {
  update(bytes: Uint8Array): void;
  /** Ends the stream. */
  digest(): Digest;
  /** What `sha256Stream(state)` goes on from. Holds up to 63 bytes of the input. */
  save(): Uint8Array;
}

/** Throws what hash-wasm throws if `state` was saved by another build of it. */
export async function sha256Stream(state?: Uint8Array): Promise<Sha256Stream> {
  const hasher: IHasher = await createSHA256();
  if (state) hasher.load(state);
  else hasher.init();
  return {
    update: (bytes) => void hasher.update(bytes),
    digest: () => hasher.digest('hex') as Digest,
    save: () => hasher.save(),
  };
}

/** `chunks` has one digest per CHUNK_BYTES. */
export type FileDigest = { sha256: Digest; chunks: Digest[] };

/** Reads a file once, from start to end: its digest and those of its chunks. `onBytes` hears of each chunk. */
export async function digestFile(source: ByteSource, onBytes?: (read: number) => void): Promise<FileDigest> {
  const whole = await sha256Stream();
  const chunks: Digest[] = [];
  for (let offset = 0; offset < source.size; offset += CHUNK_BYTES) {
    const bytes = await source.read(offset, Math.min(CHUNK_BYTES, source.size - offset));
    const chunk = sha256(bytes); // copied by WebCrypto before this returns, hashed while the next line works
    whole.update(bytes);
    chunks.push(await chunk);
    onBytes?.(offset + bytes.length);
  }
  return { sha256: whole.digest(), chunks };
}
