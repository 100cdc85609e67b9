import type { ByteSource } from '../../domain/bytes';
import { fail } from '../../domain/errors';
import type { FolderFile, Found, Inspection } from '../../domain/inspect';
import type { PackManifest, Shard, Source } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import type { Papers } from '../archive/papers';
import { readArchive } from '../archive/read-archive';
import { packIdOf } from '../form/canonical';
import { verifyVouch } from '../trust/vouch';
import { fileSource } from './file-source';
import { nameOf, type Picked } from './picked';
import { type Planning, unknownOf } from './planning';

/** Opens a file of the pack where it lies, or nothing where it is not there. */
export type OpenShard = (shard: Shard) => Promise<ByteSource | undefined>;

/** An archive is planned from its papers: nothing but headers is read, and nothing is stored. */
export async function planArchive(planning: Planning, picked: Picked): Promise<PlannedPack> {
  const name = nameOf(picked.path);
  const { offsets, ...papers } = await readArchive(fileSource(picked.file, name));
  const open: OpenShard = async ({ path, bytes }) => {
    const offset = offsets.get(path);
    return offset === undefined ? undefined : fileSource(picked.file.slice(offset, offset + bytes), name);
  };
  return planPapers(planning, papers, open, { kind: 'archive', fileName: name.slice(0, 1000) });
}

/** A pack that comes with its papers, packed or unpacked. Of them only a good signature is believed. */
export async function planPapers(
  planning: Planning,
  { about, manifest }: Papers,
  open: OpenShard,
  source: Source,
): Promise<PlannedPack> {
  const { room, known } = planning;
  const { packId } = about;
  const vouched = await verifyVouch(packId, about.vouch, room.keys);
  const same = await knownById(known, packId);
  const trust = vouched ? 'vouched' : (same?.trust ?? 'first-seen');
  const vouch = vouched ? about.vouch : same?.vouch;
  const found = { name: manifest.name, url: manifest.lineage.upstream.url, revision: '' };
  const { fits, libraries } = await inspectPack(planning, manifest, open, found);
  return room.plans.add({
    ...{ manifest, trust, fits, source },
    ...(vouch ? { vouch } : {}),
    unknown: await unknownOf(planning, { manifest, trust }, libraries),
    supply: { kind: 'local', open },
  });
}

async function knownById(known: Planning['known'], packId: string) {
  for (const pack of known) if ((await packIdOf(pack.manifest)) === packId) return pack;
  return undefined;
}

/** Looks at the files of a pack whose manifest is there already: which libraries of this site its weights fit. */
export async function inspectPack(
  { room: { inspect }, signal }: Planning,
  manifest: PackManifest,
  open: OpenShard,
  found: Found,
): Promise<Inspection> {
  const opened = async (shard: Shard) =>
    (await open(shard)) ?? fail('archive/damaged', { what: `${shard.path}: 0 / ${shard.bytes}` });
  if (manifest.layout !== 'mlc') {
    const weights = manifest.shards.find(({ role }) => role === 'weights');
    const source = await opened(weights ?? fail('pack/missing', { file: 'weights' }));
    return inspect.gguf(source, found, signal).finally(() => source.close());
  }
  const files = manifest.shards.map((shard): FolderFile => ({
    path: shard.path,
    bytes: shard.bytes,
    open: () => opened(shard),
  }));
  const library = manifest.shards.find(({ role }) => role === 'library');
  return inspect.mlc(
    files,
    files.find(({ path }) => path === library?.path),
    found,
    signal,
  );
}
