import { fail } from '../../domain/errors';
import type { PackId } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import { networkSupply } from '../fetch/addresses';
import { absolute } from '../form/base-url';
import { CATALOGUE_LIMITS } from '../trust/catalogue';
import { withDeadline } from '../line/deadline';
import type { PacksRoom } from '../room';
import { seenLists } from '../trust/seen';
import { fetchSmall } from '../line/source';
import { type MirrorList, parseMirrorList } from './mirror';

type Context = { signal: AbortSignal };

/** Base addresses that a person has named: a school's server, a laptop on the hotspot. */
export type MirrorService = {
  /** Asks a mirror for its list: the test of whether it is one. */
  mirror(args: { baseUrl: string }, context: Context): Promise<MirrorList>;
  /** Plans a pack from a mirror's own list. Throws `pack/missing` if it does not offer that one. */
  planMirror(args: { baseUrl: string; packId: PackId }, context: Context): Promise<PlannedPack>;
};

export function mirrorService({ store, network, keys, plans }: PacksRoom): MirrorService {
  const seen = seenLists(store);
  const read: MirrorService['mirror'] = async ({ baseUrl }, { signal }) => {
    const url = `${absolute(baseUrl)}/index.json`;
    const bytes = await withDeadline(signal, network.patience.catalogueMs, new URL(url).host, (inTime) =>
      fetchSmall(url, CATALOGUE_LIMITS.maxBytes, network, inTime),
    );
    return parseMirrorList(bytes, { keys, seen, now: Date.now() });
  };
  return {
    mirror: read,
    async planMirror({ baseUrl, packId }, context) {
      const { offers } = await read({ baseUrl }, context);
      const offer = offers.find((each) => each.packId === packId) ?? fail('pack/missing', { packId });
      const source = { kind: 'mirror', baseUrl: absolute(baseUrl) } as const;
      return plans.add({
        ...{ manifest: offer.manifest, source, trust: offer.trust },
        ...(offer.vouch ? { vouch: offer.vouch } : {}),
        fits: [],
        unknown: offer.trust === 'vouched' ? [] : ['digest-from-same-host'],
        supply: networkSupply(source, []),
      });
    },
  };
}
