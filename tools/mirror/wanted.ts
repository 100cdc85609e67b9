/** What a mirror is to hold, wherever its bytes are: on this machine, or at addresses. */
import type { CatalogueEntry, Shard } from '../../src/lib/domain/pack';

/** `openFile`: the path of a file on this machine that is to be copied, or null to fetch it. */
export type WantedPack = CatalogueEntry & {
  localFile(shard: Shard): Promise<string | null>;
  addresses(shard: Shard): string[];
  hosts: readonly string[];
};
