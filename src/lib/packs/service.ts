import { fail } from '../domain/errors';
import type { StorageReport } from '../domain/device';
import type { InstallEvent, InstallResult, UnfinishedPack, VerifyEvent } from '../domain/install';
import type { RequestCount } from '../domain/requests';
import type { CatalogueEntry, InstalledPack, PackId, Verification } from '../domain/pack';
import { type Catalogue, CATALOGUE_LIMITS, checkEntry, parseCatalogue } from './catalogue';
import { install } from './install';
import { filesOf, type InstalledFile, listInstalled, listUnfinished, recover } from './installed';
import { licenceText } from './licence-text';
import { network as realNetwork, type Network } from './network';
import { readManifest, readReceipt, readWanted, type Wanted } from './receipt';
import { removePack, tidy } from './remove';
import { fetchSmall } from './source';
import { workerRequests } from './requests';
import { openStore, type PackStore } from './store';
import { verify } from './verify';

type Context = { signal: AbortSignal };

export type InstallArgs = {
  entry: CatalogueEntry;
  /** Where its blobs are served: `<baseUrl>/blobs/<sha256>`. Absolute, or relative to the site. */
  baseUrl: string;
  /** Further base addresses, tried in order. */
  mirrors?: string[];
  /** True if the person accepted the licence, where it asks for that. */
  acceptedLicence: boolean;
};

/** Everything about packs that a page may ask its worker for. */
export type PacksService = {
  catalogue(args: { baseUrl: string }, context: Context): Promise<Catalogue>;
  install(args: InstallArgs, context: Context): AsyncGenerator<InstallEvent, InstallResult, void>;
  /** Goes on with an unfinished pack, or repairs an installed one: fetches what is missing or damaged. */
  resume(args: { packId: PackId }, context: Context): AsyncGenerator<InstallEvent, InstallResult, void>;
  list(args: Record<string, never>, context: Context): Promise<InstalledPack[]>;
  unfinished(args: Record<string, never>, context: Context): Promise<UnfinishedPack[]>;
  files(args: { packId: PackId }, context: Context): Promise<InstalledFile[]>;
  /** The words of one licence file of a pack, installed or not. */
  licenceText(
    args: { entry: CatalogueEntry; baseUrl: string; path: string },
    context: Context,
  ): Promise<string>;
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

export type PacksOptions = { network?: Network; open?: () => Promise<PackStore> };

export function packsService({ network = realNetwork(), open = openStore }: PacksOptions = {}): PacksService {
  let opening: Promise<PackStore> | undefined;
  let recovering: Promise<void> | undefined;
  /** A failure to open is not kept: the next call tries again. */
  const store = () =>
    (opening ??= open().catch((thrown: unknown) => {
      opening = undefined;
      throw thrown;
    }));
  /** Once in the life of this worker. */
  const recovered = async () => {
    const ready = await store();
    recovering ??= recover(ready, new AbortController().signal).catch((thrown: unknown) => {
      recovering = undefined;
      throw thrown;
    });
    await recovering;
    return ready;
  };

  return {
    async catalogue({ baseUrl }, { signal }) {
      const url = `${absolute(baseUrl)}/index.json`;
      return parseCatalogue(await fetchSmall(url, CATALOGUE_LIMITS.maxBytes, network, signal));
    },
    async *install({ entry, baseUrl, mirrors = [], acceptedLicence }, { signal }) {
      const { packId, manifest } = await checkEntry(entry);
      const wanted: Wanted = {
        packId,
        source: { kind: 'site', baseUrl: absolute(baseUrl) },
        mirrors: mirrors.map(absolute).filter(reachable),
        trust: 'vouched',
        acceptedLicence,
        since: new Date().toISOString(),
      };
      return yield* install(await store(), manifest, wanted, network, signal);
    },
    async *resume({ packId }, { signal }) {
      const ready = await store();
      const manifest = (await readManifest(ready, packId)) ?? (await readReceipt(ready, packId))?.manifest;
      const wanted = await readWanted(ready, packId);
      if (!manifest || !wanted) return fail('pack/missing', { packId });
      return yield* install(ready, manifest, wanted, network, signal);
    },
    list: async () => listInstalled(await recovered()),
    unfinished: async () => listUnfinished(await recovered()),
    files: async ({ packId }) => filesOf(await recovered(), packId),
    async licenceText({ entry, baseUrl, path }, { signal }) {
      // Only what names the shard and its digest is used; the page may hold more than an entry.
      const checked = await checkEntry({ packId: entry.packId, manifest: entry.manifest });
      return licenceText(await store(), checked, path, absolute(baseUrl), network, signal);
    },
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

/** This worker's policy lets it ask its own origin only (src/headers.ts): a mirror elsewhere would cost minutes of retries. */
function reachable(url: string): boolean {
  return new URL(url).origin === globalThis.location?.origin;
}

/** A base address without its last slash. */
function absolute(baseUrl: string): string {
  const url = URL.canParse(baseUrl, globalThis.location?.href)
    ? new URL(baseUrl, globalThis.location?.href)
    : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return fail('source/unreachable', { address: baseUrl.slice(0, 200) });
  return url.href.replace(/\/+$/, '');
}
