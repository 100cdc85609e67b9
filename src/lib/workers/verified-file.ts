import type { ByteSource } from '../domain/bytes';
import type { PackFile } from '../domain/engine';
import { openBytes } from '../packs/store/read';
import { verified } from '../packs/store/verified';

/** A file of a pack, checked against its digests as it is read. */
export async function openVerified({ ref, chunks }: PackFile): Promise<ByteSource> {
  return verified(await openBytes(ref), chunks);
}

/** The whole of a file. Nobody else writes to the array: its source is closed. */
export async function wholeOf(file: PackFile): Promise<Uint8Array<ArrayBuffer>> {
  const source = await openVerified(file);
  try {
    return await source.read(0, source.size);
  } finally {
    source.close();
  }
}
