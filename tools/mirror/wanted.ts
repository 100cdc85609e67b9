/** What a mirror is to hold, wherever its bytes are: on this machine, or at addresses. */
import type { CatalogueEntry, Shard } from '../../src/lib/domain/pack';

export type WantedPack = CatalogueEntry & {
  /** The path of a file on this machine that is to be copied, or its bytes, or null to fetch it. */
  localFile(shard: Shard): Promise<string | Uint8Array | null>;
  addresses(shard: Shard): string[];
  hosts: readonly string[];
};
