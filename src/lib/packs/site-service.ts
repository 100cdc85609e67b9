import type { InstallEvent, InstallResult } from '../domain/install';
import { fail } from '../domain/errors';
import type { CatalogueEntry, PersonsWord } from '../domain/pack';
import { networkSupply } from './addresses';
import { absolute } from './base-url';
import { type Catalogue, CATALOGUE_LIMITS, checkEntry, parseCatalogue } from './catalogue';
import { withDeadline } from './deadline';
import { install } from './install';
import { licenceText } from './licence-text';
import type { Wanted } from './receipt';
import type { PacksRoom } from './room';
import { seenLists } from './seen';
import { fetchSmall } from './source';
import { verifyVouch } from './vouch';
import { vouchAgain } from './vouch-again';

type Context = { signal: AbortSignal };

export type InstallArgs = {
  entry: CatalogueEntry;
  /** Where its blobs are served: `<baseUrl>/blobs/<sha256>`. Absolute, or relative to the site. */
  baseUrl: string;
  /** Further base addresses, tried in order. */
  mirrors?: string[];
  /** True if the person accepted the licence, where it asks for that. */
  acceptedLicence: boolean;
  /** Only records that it is wanted, and ends as `cancelled`: it waits for its turn, and `resume` will fetch it. */
  later?: boolean;
  /** The person's word, without which nothing is fetched that no pinned key vouches for. */
  word?: PersonsWord;
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

export function siteService(room: PacksRoom): SiteService {
  const { store, network, keys } = room;
  const seen = seenLists(store);
  return {
    async catalogue({ baseUrl }, { signal }) {
      const url = `${absolute(baseUrl)}/index.json`;
      const bytes = await withDeadline(signal, network.patience.catalogueMs, new URL(url).host, (inTime) =>
        fetchSmall(url, CATALOGUE_LIMITS.maxBytes, network, inTime),
      );
      const found = await parseCatalogue(bytes, { keys, seen, now: Date.now() });
      await vouchAgain(await store(), found.packs, keys);
      return found;
    },
    async *install({ entry, baseUrl, mirrors = [], acceptedLicence, word, later }, { signal }) {
      const { packId, manifest, vouch } = await checkEntry(entry);
      const vouched = await verifyVouch(packId, vouch, keys);
      if (!vouched && !word) fail('pack/needs-word', { packId });
      const wanted: Wanted = {
        packId,
        source: { kind: 'site', baseUrl: absolute(baseUrl) },
        mirrors: mirrors.map(absolute),
        trust: vouched ? 'vouched' : 'first-seen',
        acceptedLicence,
        since: new Date().toISOString(),
        ...(vouched && vouch ? { vouch } : {}),
        ...(!vouched && word ? { word } : {}),
      };
      const supply = networkSupply(wanted.source, wanted.mirrors);
      return yield* install(room, manifest, wanted, supply, signal, later);
    },
    async licenceText({ entry, baseUrl, path }, { signal }) {
      // Only what names the shard and its digest is used; the page may hold more than an entry.
      const checked = await checkEntry({ packId: entry.packId, manifest: entry.manifest });
      return licenceText(await store(), checked, path, absolute(baseUrl), network, signal);
    },
  };
}
