import { fail } from '../../domain/errors';
import type { PackId } from '../../domain/pack';
import { readReceipt } from '../keep/receipt';
import type { PackStore } from '../store/store';
import { proven } from '../trust/vouch';
import { planArchive } from './write-archive';

/** The archive in parts, to be joined to one Blob: files of the store stay where they are until they are read. */
export type ExportParts = { fileName: string; totalBytes: number; parts: Blob[] };

/**
 * For browsers that only know downloads. Lengths are looked at and contents are not: verify the pack first. Throws
 * `pack/missing`, or `pack/corrupt` if a length is not right.
 */
export async function exportParts(
  store: PackStore,
  packId: PackId,
  keys: readonly string[],
): Promise<ExportParts> {
  const receipt = (await readReceipt(store, packId)) ?? fail('pack/missing', { packId });
  const { fileName, totalBytes, pieces } = await planArchive(await proven(receipt, keys));
  const parts: Blob[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'bytes') {
      parts.push(new Blob([piece.bytes]));
      continue;
    }
    const { sha256, path, bytes } = piece;
    const ref = (await store.ref(sha256)) ?? fail('pack/missing', { packId, file: path });
    const file = ref instanceof Blob ? ref : await ref.getFile();
    if (file.size !== bytes)
      return fail('pack/corrupt', { packId, file: path, size: file.size, bytes, problem: 'length' });
    parts.push(file);
  }
  return { fileName, totalBytes, parts };
}
