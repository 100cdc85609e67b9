import { fail } from '../domain/errors';
import type { InstallEvent, InstallResult } from '../domain/install';
import type { PackId } from '../domain/pack';
import type { RejectedFile } from '../domain/vetting';
import { clearRejected } from './keep/clear-rejected';
import { goOn } from './install/go-on';
import { tryLock } from './store/locks';
import { readManifest, readReceipt } from './keep/receipt';
import { forgetRejected, forgetUnfit, listRejected } from './keep/rejected';
import type { PacksRoom } from './room';

type Context = { signal: AbortSignal };

/** Files that came and were not what they should be. */
export type RejectedService = {
  rejected(args: Record<string, never>, context: Context): Promise<RejectedFile[]>;
  /**
   * Fetches a refused file again, and what else is missing; what is here is not fetched twice. Throws `pack/missing` if
   * there is no such pack or file, `storage/busy` while another tab works on it.
   */
  refetch(
    args: { packId: PackId; path: string },
    context: Context,
  ): AsyncGenerator<InstallEvent, InstallResult, void>;
  /** Throws away what is kept of refused files, with the reasons. */
  clearRejected(args: Record<string, never>, context: Context): Promise<{ freedBytes: number }>;
};

export function rejectedService(room: PacksRoom): RejectedService {
  return {
    rejected: async () => listRejected(await room.store()),
    async *refetch({ packId, path }, { signal }) {
      const store = await room.store();
      const manifest = (await readManifest(store, packId)) ?? (await readReceipt(store, packId))?.manifest;
      const shard = manifest?.shards.find((each) => each.path === path);
      const { sha256 } = shard ?? fail('pack/missing', { packId, file: path });
      const release = (await tryLock(sha256, 'exclusive')) ?? fail('storage/busy', { sha256 });
      await forgetRejected(store, sha256).finally(release);
      await forgetUnfit(store, packId);
      return yield* goOn(room, packId, signal);
    },
    clearRejected: async () => ({ freedBytes: await clearRejected(await room.store()) }),
  };
}
