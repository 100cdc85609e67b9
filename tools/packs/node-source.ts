import { open } from 'node:fs/promises';
import type { ByteSource } from '../../src/lib/domain/bytes';

/** A file of this machine as the rooms of src/lib read it. Reads past the end throw. */
export async function openFile(path: string): Promise<ByteSource> {
  const file = await open(path);
  const { size } = await file.stat();
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
        if (bytesRead === 0) throw new RangeError(`${path} ends before byte ${offset + length}`);
        filled += bytesRead;
      }
      return bytes;
    },
    close: () => void file.close(),
  };
}
