import type { UnfinishedPack, VerifyEvent } from '../domain/install';
import type { InstalledPack, PackId, Verification } from '../domain/pack';
import type { RequestCount } from '../domain/requests';
import { filesOf, type InstalledFile, listInstalled, listUnfinished } from './keep/installed';
import { loaded } from './late-code';
import { workerRequests } from './keep/requests';
import { countNewer } from './keep/newer';
import type { PacksRoom } from './room';

type Context = { signal: AbortSignal };

/** What is installed and what is arriving. None of it needs a network. */
export type KeepingService = {
  list(args: Record<string, never>, context: Context): Promise<InstalledPack[]>;
  unfinished(args: Record<string, never>, context: Context): Promise<UnfinishedPack[]>;
  /** How many packs a newer version of this app installed, which this one cannot read: they are kept as they are. */
  newer(args: Record<string, never>, context: Context): Promise<number>;
  files(args: { packId: PackId }, context: Context): Promise<InstalledFile[]>;
  verify(args: { packId: PackId }, context: Context): AsyncGenerator<VerifyEvent, Verification, void>;
  /** What this worker has fetched since it was started. */
  requests(args: Record<string, never>, context: Context): Promise<RequestCount>;
};

export function keepingService({ store, recovered, keys }: PacksRoom): KeepingService {
  return {
    list: async () => listInstalled(await recovered(), keys),
    unfinished: async () => listUnfinished(await recovered()),
    newer: async () => countNewer(await recovered()),
    files: async ({ packId }) => filesOf(await recovered(), packId),
    async *verify({ packId }, { signal }) {
      const { verify } = await loaded(import('./keep/verify'));
      return yield* verify(await store(), packId, signal);
    },
    requests: async () => workerRequests(),
  };
}
