import { createSHA256, type IHasher } from 'hash-wasm';
import { type ByteSource, CHUNK_BYTES } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { sha256 } from './web-digest';

// Apart, because the start page needs it, and not the hash that is compiled.
export { sha256 };

/** SHA-256 of bytes that come piece by piece, which WebCrypto cannot do. One call follows the other. */
export interface Sha256Stream {
  /** Once it resolves the array may be used for something else; the hash itself may still be under way. */
  update(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Ends the stream. */
  digest(): Promise<Digest>;
  /** What a stream goes on from. Holds up to 63 bytes of the input. */
  save(): Promise<Uint8Array>;
  /** Nobody wants to know any more. */
  close(): void;
}

/**
 * Begins a stream, or goes on with one from what `save` gave; `bytes` are still to come. Throws what hash-wasm throws if
 * another build of it has saved that state.
 */
export type OpenSha256 = (rest: { bytes: number; state?: Uint8Array }) => Promise<Sha256Stream>;

/** On this thread. */
export const openSha256: OpenSha256 = async ({ state }) => {
  const hasher: IHasher = await createSHA256();
  if (state) hasher.load(state);
  else hasher.init();
  return {
    update: async (bytes) => void hasher.update(bytes),
    digest: async () => hasher.digest('hex') as Digest,
    save: async () => hasher.save(),
    close: () => {},
  };
};

/** `chunks` has one digest per CHUNK_BYTES. */
export type FileDigest = { sha256: Digest; chunks: Digest[] };

/** Reads a file once, from start to end: its digest and those of its chunks. `onBytes` hears of each chunk. */
export async function digestFile(source: ByteSource, onBytes?: (read: number) => void): Promise<FileDigest> {
  const whole = await openSha256({ bytes: source.size });
  const chunks: Digest[] = [];
  for (let offset = 0; offset < source.size; offset += CHUNK_BYTES) {
    const bytes = await source.read(offset, Math.min(CHUNK_BYTES, source.size - offset));
    const chunk = sha256(bytes); // copied by WebCrypto before this returns, hashed while the next line works
    await whole.update(bytes);
    chunks.push(await chunk);
    onBytes?.(offset + bytes.length);
  }
  return { sha256: await whole.digest(), chunks };
}
