import type { InstallEvent, InstallResult } from '../domain/install';
import type { CatalogueEntry, PersonsWord } from '../domain/pack';
import { absolute } from './form/base-url';
import { type Catalogue, CATALOGUE_LIMITS, checkEntry, parseCatalogue } from './trust/catalogue';
import { withDeadline } from './line/deadline';
import { loaded } from './late-code';
import type { PacksRoom } from './room';
import { seenLists } from './trust/seen';
import { fetchSmall } from './line/source';
import { vouchAgain } from './keep/vouch-again';

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
    async *install(args, { signal }) {
      const { installFromSite } = await loaded(import('./install/site-install'));
      return yield* installFromSite(room, args, signal);
    },
    async licenceText({ entry, baseUrl, path }, { signal }) {
      const { licenceText } = await loaded(import('./fetch/licence-text'));
      // Only what names the shard and its digest is used; the page may hold more than an entry.
      const checked = await checkEntry({ packId: entry.packId, manifest: entry.manifest });
      return licenceText(await store(), checked, path, absolute(baseUrl), network, signal);
    },
  };
}
