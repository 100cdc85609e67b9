import { CHUNK_BYTES } from '../../domain/bytes';
import type { SyncHandle } from './opfs-types';
import { writeFault } from './storage-faults';
import type { ChunkFile } from './store';

/** A file behind a sync handle, which it owns. */
export function chunkFile(handle: SyncHandle): ChunkFile {
  const buffer = new Uint8Array(CHUNK_BYTES);
  let open = true;
  return {
    size: () => handle.getSize(),
    read: async (index) => {
      let filled = 0;
      for (;;) {
        const got = handle.read(buffer.subarray(filled), { at: index * CHUNK_BYTES + filled });
        if (got <= 0) return buffer.subarray(0, filled);
        filled += got;
      }
    },
    write: async (index, bytes) => {
      try {
        writeAll(handle, bytes, index * CHUNK_BYTES);
      } catch (thrown) {
        throw writeFault(thrown);
      }
    },
    truncate: async (bytes) => {
      if (handle.getSize() > bytes) handle.truncate(bytes);
    },
    flush: async () => handle.flush(),
    close: () => {
      if (open) handle.close();
      open = false;
    },
  };
}

export function writeAll(handle: SyncHandle, bytes: Uint8Array, at: number): void {
  let written = 0;
  while (written < bytes.length) {
    const count = handle.write(bytes.subarray(written), { at: at + written });
    // A full disk may show as a short write instead of an exception.
    if (count <= 0) throw new DOMException('nothing more can be written', 'QuotaExceededError');
    written += count;
  }
}
