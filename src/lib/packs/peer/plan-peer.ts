import { MIB } from '../../domain/bytes';
import type { Inspector } from '../../domain/inspect';
import type { PackId, PackManifest, Trust } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import type { UnknownFact } from '../../domain/vetting';
import { CATALOGUE_LIMITS, checkEntry } from '../trust/catalogue';
import { anyForeign } from '../trust/foreign-library';
import { parseJson } from '../form/json';
import { MANIFEST_LIMITS } from '../form/manifest';
import type { PacksRoom } from '../room';
import type { Supply } from '../fetch/supply';
import { verifyVouch } from '../trust/vouch';

/** A manifest, and beside it an id and a signature. */
const LIMITS = { maxBytes: MANIFEST_LIMITS.maxBytes + MIB, maxDepth: CATALOGUE_LIMITS.maxDepth };
const CODES = { tooLarge: 'pack/manifest-too-large', invalid: 'pack/manifest-invalid' } as const;

/**
 * A catalogue entry as another device sent it (JSON in UTF-8) -> a plan. A signature of this build's keys makes it
 * `vouched`, whoever passed it on; without one nobody answers for what the manifest says. Throws `pack/manifest-`.
 */
export async function planPeer(
  { plans, keys, inspect }: Pick<PacksRoom, 'plans' | 'keys' | 'inspect'>,
  { entry, name, supplyOf }: { entry: Uint8Array; name: string; supplyOf: (packId: PackId) => Supply },
): Promise<PlannedPack> {
  const { packId, manifest, vouch } = await checkEntry(parseJson(entry, LIMITS, CODES));
  const vouched = await verifyVouch(packId, vouch, keys);
  const trust: Trust = vouched ? 'vouched' : 'first-seen';
  return plans.add({
    manifest,
    source: { kind: 'peer', name: name.slice(0, 40) },
    trust,
    ...(vouched && vouch ? { vouch } : {}),
    fits: [],
    unknown: vouched ? [] : await unknownOf(inspect, manifest),
    supply: supplyOf(packId),
  });
}

async function unknownOf(inspect: Inspector, manifest: PackManifest): Promise<UnknownFact[]> {
  const claims: UnknownFact[] = ['who-made-it', 'training-data', 'licence', 'quality'];
  return (await anyForeign(inspect, manifest.shards)) ? [...claims, 'foreign-library'] : claims;
}
