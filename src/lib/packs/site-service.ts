import type { InstallEvent, InstallResult } from '../domain/install';
import type { CatalogueEntry } from '../domain/pack';
import { networkSupply } from './addresses';
import { absolute } from './base-url';
import { type Catalogue, CATALOGUE_LIMITS, checkEntry, parseCatalogue } from './catalogue';
import { install } from './install';
import { licenceText } from './licence-text';
import type { Wanted } from './receipt';
import type { PacksRoom } from './room';
import { fetchSmall } from './source';

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

/** What a site offers of itself. */
export type SiteService = {
  catalogue(args: { baseUrl: string }, context: Context): Promise<Catalogue>;
  install(args: InstallArgs, context: Context): AsyncGenerator<InstallEvent, InstallResult, void>;
  /** The words of one licence file of a pack, installed or not. */
  licenceText(
    args: { entry: CatalogueEntry; baseUrl: string; path: string },
    context: Context,
  ): Promise<string>;
};

export function siteService({ store, network }: PacksRoom): SiteService {
  return {
    async catalogue({ baseUrl }, { signal }) {
      const url = `${absolute(baseUrl)}/index.json`;
      return parseCatalogue(await fetchSmall(url, CATALOGUE_LIMITS.maxBytes, network, signal));
    },
    async *install({ entry, baseUrl, mirrors = [], acceptedLicence }, { signal }) {
      const { packId, manifest, vouch } = await checkEntry(entry);
      const wanted: Wanted = {
        packId,
        source: { kind: 'site', baseUrl: absolute(baseUrl) },
        mirrors: mirrors.map(absolute).filter(reachable),
        trust: 'vouched',
        acceptedLicence,
        since: new Date().toISOString(),
        ...(vouch ? { vouch } : {}),
      };
      const supply = networkSupply(wanted.source, wanted.mirrors);
      return yield* install(await store(), manifest, wanted, supply, network, signal);
    },
    async licenceText({ entry, baseUrl, path }, { signal }) {
      // Only what names the shard and its digest is used; the page may hold more than an entry.
      const checked = await checkEntry({ packId: entry.packId, manifest: entry.manifest });
      return licenceText(await store(), checked, path, absolute(baseUrl), network, signal);
    },
  };
}

/** This worker's policy lets it ask its own origin only (src/headers.ts): a mirror elsewhere would cost minutes of retries. */
function reachable(url: string): boolean {
  return new URL(url).origin === globalThis.location?.origin;
}
