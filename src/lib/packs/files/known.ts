import type { Digest } from '../../domain/digest';
import type { CatalogueEntry, InstalledPack, PackManifest, Trust, Vouch } from '../../domain/pack';
import { checkEntry } from '../trust/catalogue';
import { listInstalled } from '../keep/installed';
import type { PacksRoom } from '../room';
import { verifyVouch } from '../trust/vouch';

/** A pack that this device knew before the files came: by the site's list, or because it is here. */
export type KnownPack = { manifest: PackManifest; trust: Trust; vouch?: Vouch };

/** `entries`: the site's list, as the page has it. What is installed goes first. */
export async function knownPacks(
  { recovered, keys }: Pick<PacksRoom, 'recovered' | 'keys'>,
  entries: readonly CatalogueEntry[],
): Promise<KnownPack[]> {
  const installed = await listInstalled(await recovered(), keys);
  const known = await Promise.all(
    entries.map(async (entry): Promise<KnownPack> => {
      // Only what makes an entry is read; a page may hold more than that.
      const { packId, manifest, vouch } = await checkEntry({
        packId: entry.packId,
        manifest: entry.manifest,
        ...(entry.vouch ? { vouch: entry.vouch } : {}),
      });
      const vouched = await verifyVouch(packId, vouch, keys);
      return vouched && vouch ? { manifest, trust: 'vouched', vouch } : { manifest, trust: 'first-seen' };
    }),
  );
  return [...installed.map(asKnown), ...known];
}

function asKnown({ manifest, trust, vouch }: InstalledPack): KnownPack {
  return { manifest, trust, ...(vouch ? { vouch } : {}) };
}

/** The known pack whose model these files are, all of it: what its libraries and licences are comes with the pack. */
export function knownByFiles(
  known: readonly KnownPack[],
  digests: ReadonlySet<Digest>,
): KnownPack | undefined {
  return known.find(({ manifest }) =>
    manifest.shards.every(
      ({ role, sha256 }) => role === 'library' || role === 'licence' || digests.has(sha256),
    ),
  );
}
