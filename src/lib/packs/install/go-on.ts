import { fail } from '../../domain/errors';
import type { InstallEvent, InstallResult } from '../../domain/install';
import type { PackId } from '../../domain/pack';
import { networkSupply } from '../fetch/addresses';
import { arrivedFiles } from '../fetch/arrived';
import { install } from './install';
import { readManifest, readReceipt, readWanted } from '../keep/receipt';
import type { PacksRoom } from '../room';

/**
 * Goes on with a pack that was asked for before: from the plan where this worker still has it, else from the addresses
 * on record. Throws `pack/missing`; `archive/choose-again` or `source/gone` if only the lost plan could help.
 */
export async function* goOn(
  room: PacksRoom,
  packId: PackId,
  signal: AbortSignal,
): AsyncGenerator<InstallEvent, InstallResult, void> {
  const store = await room.store();
  const manifest = (await readManifest(store, packId)) ?? (await readReceipt(store, packId))?.manifest;
  const wanted = await readWanted(store, packId);
  if (!manifest || !wanted) return fail('pack/missing', { packId });
  const network = networkSupply(wanted.source, wanted.mirrors);
  const arrived = await arrivedFiles(packId, manifest, network.addresses);
  const supply = room.plans.get(packId)?.supply ?? arrived?.supply ?? network;
  try {
    return yield* install(room, manifest, wanted, supply, signal);
  } finally {
    // Also what turned out to be wrong: the next try asks the network.
    if (!signal.aborted) await arrived?.drop();
  }
}
