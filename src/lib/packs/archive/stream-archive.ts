import { CHUNK_BYTES } from '../../domain/bytes';
import { fail } from '../../domain/errors';
import { openBytes } from '../store/read';
import type { Receipt } from '../keep/receipt';
import type { PackStore } from '../store/store';
import { verified } from '../store/verified';
import type { Piece } from './write-archive';

/**
 * The bytes of an archive in order, each checked against its digest as it is read; at most CHUNK_BYTES at a time, valid
 * until the next. Throws `pack/corrupt` with the file, `pack/missing`.
 */
export async function* streamArchive(
  store: PackStore,
  { packId, chunks }: Pick<Receipt, 'packId' | 'chunks'>,
  pieces: readonly Piece[],
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  for (const piece of pieces) {
    if (piece.kind === 'bytes') {
      if (piece.bytes.length > 0) yield piece.bytes;
      continue;
    }
    const ref = (await store.ref(piece.sha256)) ?? fail('pack/missing', { packId, file: piece.path });
    const opened = await openBytes(ref);
    try {
      const source = verified(opened, chunks.get(piece.sha256) ?? []);
      for (let offset = 0; offset < piece.bytes; offset += CHUNK_BYTES)
        yield await source.read(offset, Math.min(CHUNK_BYTES, piece.bytes - offset));
    } finally {
      opened.close();
    }
  }
}
