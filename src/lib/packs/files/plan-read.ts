import type { Digest } from '../../domain/digest';
import type { Inspection } from '../../domain/inspect';
import type { PackManifest, Source, Trust, Vouch } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import { fileSource } from './file-source';
import { nameOf, type Picked } from './picked';
import { type Planning, unknownOf } from './planning';

export type ReadPack = {
  manifest: PackManifest;
  trust: Trust;
  vouch?: Vouch;
  source: Source;
  inspection: Inspection;
  /** The chosen files, by the digest that was read. */
  files: ReadonlyMap<Digest, Picked>;
  /** Libraries that were fetched while planning. */
  bytesOf?: ReadonlyMap<Digest, Blob>;
};

/** A pack of files that were read whole: they lie in quarantine under their digests. */
export function planRead({ room }: Planning, read: ReadPack): Promise<PlannedPack> {
  const { manifest, trust, vouch, source, inspection, files, bytesOf } = read;
  const unknown = new Set([
    ...unknownOf(manifest, trust, inspection.libraries),
    ...(trust === 'first-seen' ? inspection.unknown : []),
  ]);
  return room.plans.add({
    ...{ manifest, trust, source, fits: inspection.fits, unknown: [...unknown] },
    ...(vouch ? { vouch } : {}),
    supply: {
      kind: 'local',
      async open({ sha256 }) {
        const picked = files.get(sha256);
        if (picked) return fileSource(picked.file, nameOf(picked.path));
        const fetched = bytesOf?.get(sha256);
        return fetched && fileSource(fetched, sha256);
      },
    },
  });
}
