import { isStandIn } from '../../domain/licence-texts';
import { packIdOf } from '../form/canonical';
import { checkManifest } from '../form/manifest';
import type { NewPlan } from '../install/plans';
import { readReceipt } from '../keep/receipt';
import type { PackStore } from '../store/store';

/**
 * A model that is here under an id of its own, since it was planned before this app shipped texts of licences, is planned
 * as it is here: the same commit must not be offered as another pack. Its papers show the app's text.
 */
export async function asInstalled(store: PackStore, plan: NewPlan): Promise<NewPlan> {
  const { manifest } = plan;
  const shards = manifest.shards.filter((shard) => !isStandIn(shard));
  if (shards.length === manifest.shards.length) return plan;
  const before = { ...manifest, shards };
  const here = await readReceipt(store, await packIdOf(checkManifest(before)));
  return here ? { ...plan, manifest: before } : plan;
}
