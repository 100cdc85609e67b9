import { isAbort } from '../../domain/errors';
import { checkBlob } from '../store/check-blob';
import { listUnfinished } from '../keep/installed';
import { promote } from './promote';
import { readWanted, type Receipt } from '../keep/receipt';
import { isAppErrorWith } from '../form/refused';
import type { PacksRoom } from '../room';
import type { PackStore } from '../store/store';

/**
 * Writes the receipts that are missing or damaged, of packs whose files are all here: each is read and hashed first.
 * Needs no network. Files that another tab is writing are left to it.
 */
export async function recover(
  store: PackStore,
  room: Pick<PacksRoom, 'vet' | 'keys'>,
  signal: AbortSignal,
): Promise<void> {
  for (const { packId, manifest, heldBytes: held, totalBytes, rejected } of await listUnfinished(store)) {
    const wanted = held === totalBytes && !rejected ? await readWanted(store, packId) : undefined;
    if (!wanted) continue;
    try {
      const chunks: Receipt['chunks'] = new Map();
      for (const shard of manifest.shards) {
        const check = await checkBlob(store, shard, signal);
        if (check.verdict === 'match') chunks.set(shard.sha256, check.chunks);
      }
      if (!manifest.shards.every(({ sha256 }) => chunks.has(sha256))) continue;
      await promote(store, room, { manifest, wanted, chunks }, signal);
    } catch (thrown) {
      // Unfit: the reason is noted, and the pack stays unfinished. Missing: another tab has thrown it away meanwhile.
      const known = ['storage/', 'pack/unfit', 'pack/missing'].some((code) => isAppErrorWith(thrown, code));
      if (isAbort(thrown) || !known) throw thrown;
    }
  }
}
