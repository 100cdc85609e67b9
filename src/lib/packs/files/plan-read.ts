import type { Digest } from '../../domain/digest';
import type { Inspection } from '../../domain/inspect';
import { standInFor } from '../../domain/licence-texts';
import type { LineageStep, Shard, Source } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import { fileSource } from './file-source';
import { fromSite } from './from-site';
import { type KnownPack, knownByFiles } from './known';
import { nameOf, type Picked } from './picked';
import { type Planning, unknownOf } from './planning';

/** Files that were read whole: they lie in quarantine under their digests. */
export type ReadFiles = {
  source: Source;
  inspection: Inspection;
  /** The chosen files, by the digest that was read. */
  files: ReadonlyMap<Digest, Picked>;
  shards: Shard[];
  /** How they came to be, as far as it is known. */
  step: LineageStep;
};

type Made = { pack: KnownPack; fetched: ReadonlyMap<Digest, Blob> };

/** A pack of files that were read whole: the known one that they are, or one of their own. */
export async function planRead(planning: Planning, read: ReadFiles): Promise<PlannedPack> {
  const { source, inspection, files } = read;
  const { pack, fetched } = (await asKnown(planning, read)) ?? (await asTheirOwn(planning, read));
  const { manifest, trust, vouch } = pack;
  const unknown = new Set([
    ...(await unknownOf(planning, pack, inspection.libraries)),
    ...(trust === 'first-seen' ? inspection.unknown : []),
  ]);
  return planning.room.plans.add({
    ...{ manifest, trust, source, fits: inspection.fits, unknown: [...unknown] },
    ...(vouch ? { vouch } : {}),
    supply: {
      kind: 'local',
      async open({ sha256 }) {
        const picked = files.get(sha256);
        if (picked) return fileSource(picked.file, nameOf(picked.path));
        const bytes = fetched.get(sha256);
        return bytes && fileSource(bytes, sha256);
      },
    },
  });
}

/** Only where the rest of it, its licence and its libraries, can be had too. */
async function asKnown(planning: Planning, { files }: ReadFiles): Promise<Made | undefined> {
  const pack = knownByFiles(planning.known, new Set(files.keys()));
  if (!pack) return undefined;
  const rest = pack.manifest.shards.filter(({ sha256 }) => !files.has(sha256));
  const { there, fetched } = await fromSite(planning, rest);
  return there.length === rest.length ? { pack, fetched } : undefined;
}

async function asTheirOwn(planning: Planning, { inspection, shards, step }: ReadFiles): Promise<Made> {
  const { lineage, licence } = inspection.manifest;
  const standIn = standInFor({ licence, shards });
  const wanted = standIn ? [...inspection.libraries, standIn] : inspection.libraries;
  const { there, fetched } = await fromSite(planning, wanted);
  const manifest = {
    ...inspection.manifest,
    lineage: { ...lineage, steps: [step, ...lineage.steps] },
    shards: [...shards, ...there],
  };
  return { pack: { manifest, trust: 'first-seen' }, fetched };
}
