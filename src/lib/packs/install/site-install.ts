import { fail } from '../../domain/errors';
import type { InstallEvent, InstallResult } from '../../domain/install';
import { networkSupply } from '../fetch/addresses';
import { absolute } from '../form/base-url';
import { checkEntry } from '../trust/catalogue';
import { install } from './install';
import type { Wanted } from '../keep/receipt';
import type { PacksRoom } from '../room';
import type { InstallArgs } from '../site-service';
import { verifyVouch } from '../trust/vouch';

/** Installs what a site offers of itself. Throws `pack/needs-word` where no pinned key vouches for it and no word is given. */
export async function* installFromSite(
  room: PacksRoom,
  { entry, baseUrl, mirrors = [], acceptedLicence, word, later }: InstallArgs,
  signal: AbortSignal,
): AsyncGenerator<InstallEvent, InstallResult, void> {
  const { packId, manifest, vouch } = await checkEntry(entry);
  const vouched = await verifyVouch(packId, vouch, room.keys);
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
}
