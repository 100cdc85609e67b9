import { MIB } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { isAppErrorWith } from '../form/refused';
import { readRecord, writeRecord } from './record';
import { openSha256 } from '../form/sha256';
import { digest, integer, list, object, oneOf, text } from '../form/shape';
import type { PackStore } from './store';

/** How far a part has come: a multiple of CHUNK_BYTES, with the hash of those bytes ready to go on from. */
export type Progress = {
  bytes: number;
  state: Uint8Array;
  /** Digests of the chunks so far. */
  chunks: Digest[];
  /** Strong ETag of each address that bytes came from. */
  etags: Map<string, string>;
};

const shape = object({
  format: oneOf<1>(1),
  bytes: integer(0, Number.MAX_SAFE_INTEGER),
  state: text(1000),
  chunks: list(digest, 64 * 1024),
  etags: list(object({ url: text(3000), etag: text(3000) }), 100),
});

export async function readProgress(store: PackStore, sha256: Digest): Promise<Progress | undefined> {
  try {
    const value = await readRecord(store, 'progress', sha256);
    if (value === undefined) return undefined;
    const read = shape(value, 'progress');
    if (read.chunks.length !== Math.ceil(read.bytes / MIB)) return undefined;
    return {
      bytes: read.bytes,
      state: Uint8Array.from(atob(read.state), (char) => char.charCodeAt(0)),
      chunks: read.chunks,
      etags: new Map(read.etags.map(({ url, etag }) => [url, etag])),
    };
  } catch (thrown) {
    // Another version's record, or a damaged one: as good as none.
    if (isAppErrorWith(thrown, 'pack/')) return undefined;
    throw thrown;
  }
}

/** Of the bytes that a record stands for. Undefined where another build of the hash saved its state. */
export async function digestOf({ state }: Progress): Promise<Digest | undefined> {
  try {
    return await (await openSha256({ bytes: 0, state })).digest();
  } catch {
    return undefined;
  }
}

export function writeProgress(store: PackStore, sha256: Digest, progress: Progress): Promise<void> {
  return writeRecord(store, 'progress', sha256, {
    format: 1,
    bytes: progress.bytes,
    state: btoa(String.fromCharCode(...progress.state)),
    chunks: progress.chunks,
    etags: [...progress.etags].map(([url, etag]) => ({ url, etag })),
  });
}
