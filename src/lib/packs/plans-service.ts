import { fail } from '../domain/errors';
import type { InstallEvent, InstallResult } from '../domain/install';
import type { PackId, PersonsWord } from '../domain/pack';
import { absolute } from './form/base-url';
import { goOn } from './install/go-on';
import { install } from './install/install';
import type { Wanted } from './keep/receipt';
import type { PacksRoom } from './room';

type Context = { signal: AbortSignal };

export type InstallPlannedArgs = {
  /** Of a plan that this worker made. */
  packId: PackId;
  /** True if the person accepted the licence, where it asks for that. */
  acceptedLicence: boolean;
  /** Only records that it is wanted, and ends as `cancelled`: it waits for its turn, and `resume` will fetch it. */
  later?: boolean;
  /** The person's word, without which nothing that is `first-seen` is fetched. */
  word?: PersonsWord;
  /** Base addresses that serve `blobs/<sha256>`, asked after the source, in order. */
  mirrors?: string[];
};

/** Installing what was planned, from whatever source. */
export type PlansService = {
  /** Throws `pack/missing` if this worker knows no such plan, `pack/needs-word`, `pack/licence-not-accepted`. */
  installPlanned(
    args: InstallPlannedArgs,
    context: Context,
  ): AsyncGenerator<InstallEvent, InstallResult, void>;
  /**
   * Goes on with an unfinished pack, or repairs an installed one: fetches what is missing or damaged. Throws
   * `archive/choose-again` or `source/gone` if that can only come from a file or a device that is not at hand.
   */
  resume(args: { packId: PackId }, context: Context): AsyncGenerator<InstallEvent, InstallResult, void>;
  /** How fast bytes may come, over all downloads of this worker together; null: as fast as the line is. */
  limit(args: { bytesPerSecond: number | null }, context: Context): Promise<null>;
};

export function plansService(room: PacksRoom): PlansService {
  const { network, plans } = room;
  return {
    async *installPlanned({ packId, acceptedLicence, word, mirrors = [], later }, { signal }) {
      const { planned, supply } = plans.get(packId) ?? fail('pack/missing', { packId });
      if (planned.trust === 'first-seen' && !word) fail('pack/needs-word', { packId });
      const wanted: Wanted = {
        packId,
        source: planned.source,
        mirrors: mirrors.map(absolute),
        trust: planned.trust,
        acceptedLicence,
        since: new Date().toISOString(),
        ...(word ? { word } : {}),
        ...(planned.vouch ? { vouch: planned.vouch } : {}),
        unknown: planned.unknown,
      };
      return yield* install(room, planned.manifest, wanted, supply, signal, later);
    },
    resume: ({ packId }, { signal }) => goOn(room, packId, signal),
    async limit({ bytesPerSecond }) {
      network.pace.limit(bytesPerSecond);
      return null;
    },
  };
}
