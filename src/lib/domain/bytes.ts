/**
 * Random access to a file that may be larger than memory: an OPFS handle, a Blob, a Node file.
 * `read` returns exactly `length` bytes or throws; the array may be reused by the next `read`, so copy what you keep.
 */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): void;
}

/** What crosses to an engine worker: an OPFS file handle, or a Blob where there is no OPFS. Both can be cloned. */
export type BlobRef = FileSystemFileHandle | Blob;

export const MIB = 1024 * 1024;
/** Packs list one digest per chunk of this size, so that damage is found, and healed, by the chunk. */
export const CHUNK_BYTES = MIB;
