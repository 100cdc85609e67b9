import type { StorageReport } from '../domain/device';
import type { UnfinishedPack, VerifyEvent } from '../domain/install';
import type { InstalledPack, PackId, Verification } from '../domain/pack';
import type { RequestCount } from '../domain/requests';
import { filesOf, type InstalledFile, listInstalled, listUnfinished } from './installed';
import { removePack, tidy } from './remove';
import { workerRequests } from './requests';
import type { PacksRoom } from './room';
import { verify } from './verify';

type Context = { signal: AbortSignal };

/** What is on this device. None of it needs a network. */
export type KeepingService = {
  list(args: Record<string, never>, context: Context): Promise<InstalledPack[]>;
  unfinished(args: Record<string, never>, context: Context): Promise<UnfinishedPack[]>;
  files(args: { packId: PackId }, context: Context): Promise<InstalledFile[]>;
  verify(args: { packId: PackId }, context: Context): AsyncGenerator<VerifyEvent, Verification, void>;
  /** Also forgets an unfinished one. */
  remove(args: { packId: PackId }, context: Context): Promise<null>;
  /** Partial files on this device. */
  parts(args: Record<string, never>, context: Context): Promise<{ count: number; bytes: number }>;
  clearParts(args: Record<string, never>, context: Context): Promise<{ freedBytes: number }>;
  /** What this worker has fetched since it was started. */
  requests(args: Record<string, never>, context: Context): Promise<RequestCount>;
  storage(args: Record<string, never>, context: Context): Promise<StorageReport>;
};

export function keepingService({ store, recovered }: PacksRoom): KeepingService {
  return {
    list: async () => listInstalled(await recovered()),
    unfinished: async () => listUnfinished(await recovered()),
    files: async ({ packId }) => filesOf(await recovered(), packId),
    async *verify({ packId }, { signal }) {
      return yield* verify(await store(), packId, signal);
    },
    async remove({ packId }) {
      await removePack(await store(), packId);
      return null;
    },
    async parts() {
      const parts = await (await store()).list('parts');
      return { count: parts.length, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0) };
    },
    clearParts: async () => ({ freedBytes: await tidy(await store()) }),
    requests: async () => workerRequests(),
    async storage() {
      const estimate = await navigator.storage?.estimate?.();
      return {
        opfs: (await store()).kind === 'opfs',
        quotaBytes: estimate?.quota ?? null,
        usedBytes: estimate?.usage ?? null,
        persisted: (await navigator.storage?.persisted?.()) ?? null,
      };
    },
  };
}
