import { type BlobRef, type ByteSource } from '../../domain/bytes';
import { isDigest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import { lockToRead, type Release } from './locks';
import './opfs-types';

/**
 * Opens a blob of the store for reading, in a worker or a page. Until `close`, the blob counts as in use: it is not
 * removed. Throws `pack/missing` if the file is gone, `storage/busy` while it is being repaired.
 */
export async function openBytes(ref: BlobRef): Promise<ByteSource> {
  if (ref instanceof Blob) return blobSource(ref, () => {});
  const release = isDigest(ref.name) ? await lockToRead(ref.name) : () => {};
  try {
    return (await syncSource(ref, release)) ?? blobSource(await ref.getFile(), release);
  } catch (cause) {
    release();
    if (cause instanceof DOMException && cause.name === 'NotFoundError') {
      return fail('pack/missing', { file: ref.name }, cause);
    }
    return fail('storage/unavailable', { file: ref.name }, cause);
  }
}

/** The fast way: no copy, no promise per read. Only where handles can share a file, and only in dedicated workers. */
async function syncSource(ref: FileSystemFileHandle, release: Release): Promise<ByteSource | undefined> {
  const shareable = 'mode' in (globalThis.FileSystemSyncAccessHandle?.prototype ?? {});
  if (!shareable || !ref.createSyncAccessHandle) return undefined;
  const handle = await ref.createSyncAccessHandle({ mode: 'read-only' });
  const size = handle.getSize();
  let buffer = new Uint8Array(0);
  return {
    size,
    read: async (offset, length) => {
      checkRange(offset, length, size);
      if (buffer.length < length) buffer = new Uint8Array(length);
      const view = buffer.subarray(0, length);
      let filled = 0;
      while (filled < length) {
        const got = handle.read(view.subarray(filled), { at: offset + filled });
        if (got <= 0)
          fail('pack/corrupt', { offset: offset + filled, problem: 'file is shorter than it was' });
        filled += got;
      }
      return view;
    },
    close: () => {
      handle.close();
      release();
    },
  };
}

function blobSource(blob: Blob, release: Release): ByteSource {
  return {
    size: blob.size,
    read: async (offset, length) => {
      checkRange(offset, length, blob.size);
      try {
        return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
      } catch (cause) {
        // The browser gives a Blob up when the file behind it changes or goes.
        return fail('pack/missing', { offset }, cause);
      }
    },
    close: release,
  };
}

function checkRange(offset: number, length: number, size: number): void {
  const sound = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  if (!sound || offset + length > size)
    fail('pack/corrupt', { offset, length, size, problem: 'read beyond the end' });
}
