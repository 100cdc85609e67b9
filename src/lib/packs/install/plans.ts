import type { LibraryFitReport, PlannedPack } from '../../domain/plan';
import {
  packBytes,
  type PackId,
  type PackManifest,
  type Source,
  type Trust,
  type Vouch,
} from '../../domain/pack';
import type { UnknownFact } from '../../domain/vetting';
import { packIdOf } from '../form/canonical';
import { heldBytes } from '../store/held';
import { checkManifest } from '../form/manifest';
import type { PackStore } from '../store/store';
import type { Supply } from '../fetch/supply';
import { verifyVouch } from '../trust/vouch';

export type NewPlan = {
  manifest: PackManifest;
  source: Source;
  trust: Trust;
  vouch?: Vouch;
  fits: LibraryFitReport[];
  unknown: UnknownFact[];
  supply: Supply;
};

/** A plan as the page knows it, and where its bytes come from, which stays in this worker. */
export type Plan = { planned: PlannedPack; supply: Supply };

/** What was planned in this worker since it was started. */
export interface Plans {
  /** Checks the manifest as anybody's, and remembers the plan. Throws `pack/manifest-invalid`. */
  add(plan: NewPlan): Promise<PlannedPack>;
  get(packId: PackId): Plan | undefined;
}

/** A manifest may have megabytes; whoever looks at more models than this begins again with the oldest. */
export const MOST_PLANS = 32;

export function plansIn(store: () => Promise<PackStore>, keys: readonly string[]): Plans {
  /** Oldest first. */
  const plans = new Map<PackId, Plan>();
  return {
    async add({ manifest: given, supply, trust: found, ...rest }) {
      const manifest = checkManifest(given);
      const packId = await packIdOf(manifest);
      const held = await heldBytes(await store(), manifest.shards);
      const totalBytes = packBytes(manifest);
      const here = manifest.shards.reduce((sum, { sha256 }) => sum + (held.get(sha256) ?? 0), 0);
      // A word for the pack id holds wherever the bytes come from.
      const trust = (await verifyVouch(packId, rest.vouch, keys)) ? 'vouched' : found;
      const planned: PlannedPack = {
        ...rest,
        trust,
        packId,
        manifest,
        totalBytes,
        toFetch: totalBytes - here,
      };
      plans.delete(packId);
      plans.set(packId, { planned, supply });
      const [oldest] = plans.keys();
      if (plans.size > MOST_PLANS && oldest !== undefined) plans.delete(oldest);
      return planned;
    },
    get: (packId) => plans.get(packId),
  };
}
