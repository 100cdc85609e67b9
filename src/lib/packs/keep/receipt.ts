import { CHUNK_BYTES } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import type {
  InstalledPack,
  PackId,
  PackManifest,
  PersonsWord,
  Shard,
  Source,
  Trust,
  Verification,
  Vouch,
} from '../../domain/pack';
import type { UnknownFact } from '../../domain/vetting';
import { canonicalJson, packIdOf } from '../form/canonical';
import { checkManifest, MANIFEST_LIMITS, MAX_FOLDER_SHARDS, parseManifest } from '../form/manifest';
import { readRecord, writeRecord } from '../store/record';
import { sourceShape, unknownShape, vettingShape, vouchShape, wordShape } from '../form/record-shapes';
import { isAppErrorWith } from '../form/refused';
import { removedAt } from './removed';
import { digest, flag, list, object, oneOf, type Reader, refuse, text } from '../form/shape';
import type { PackStore } from '../store/store';

/** What makes files a pack: written last, when every file was checked. `chunks` by file digest, one per MiB. */
export type Receipt = InstalledPack & { chunks: Map<Digest, Digest[]> };

/** That the person asked for a pack, where it comes from, and whether its licence was accepted. Kept after installing. */
export type Wanted = {
  packId: PackId;
  source: Source;
  mirrors: string[];
  trust: Trust;
  acceptedLicence: boolean;
  since: string;
  vouch?: Vouch;
  word?: PersonsWord;
  /** What the plan could not tell: no later check can either. */
  unknown?: UnknownFact[];
};

type Papers = Pick<InstalledPack, 'vetting' | 'word' | 'vouch'>;

/** What a pack may have beside what every pack has. */
export function papersOf({ vetting, word, vouch }: Papers): Papers {
  return { ...(vetting ? { vetting } : {}), ...(word ? { word } : {}), ...(vouch ? { vouch } : {}) };
}

const address = text(3000);
/** As many as a site may list, and as many as a person may name. */
const MOST_MIRRORS = 2 * 16;
const trustShape = oneOf('vouched', 'declared', 'first-seen');
const verificationShape: Reader<Verification> = object({
  packId: digest,
  checkedAt: text(40),
  checks: list(
    object({ path: text(240), sha256: digest, verdict: oneOf('match', 'missing', 'length', 'digest') }),
    MAX_FOLDER_SHARDS,
  ),
  verdict: oneOf('verified', 'incomplete', 'corrupt'),
});
const manifestShape: Reader<PackManifest> = (value, where) => checkManifest(value, where);
const receiptShape = object(
  {
    format: oneOf<1>(1),
    packId: digest,
    manifest: manifestShape,
    trust: trustShape,
    source: sourceShape,
    installedAt: text(40),
    verification: verificationShape,
    files: list(object({ sha256: digest, chunks: list(digest, 64 * 1024) }), MAX_FOLDER_SHARDS),
  },
  { vetting: vettingShape, word: wordShape, vouch: vouchShape },
);
const wantedShape = object(
  {
    format: oneOf<1>(1),
    packId: digest,
    source: sourceShape,
    mirrors: list(address, MOST_MIRRORS),
    trust: trustShape,
    acceptedLicence: flag,
    since: text(40),
  },
  { vouch: vouchShape, word: wordShape, unknown: unknownShape },
);

/**
 * Undefined if there is none, or none that can be believed: damaged, another version's, or for another manifest. A pack
 * that was removed has none until it is brought back.
 */
export async function readReceipt(store: PackStore, packId: PackId): Promise<Receipt | undefined> {
  return orNone(async () => {
    if ((await removedAt(store, packId)) !== undefined) return undefined;
    const value = await readRecord(store, 'packs', packId);
    if (value === undefined) return undefined;
    const read = receiptShape(value, 'receipt');
    const { manifest, trust, source, installedAt, verification, files } = read;
    if (read.packId !== packId || (await packIdOf(manifest)) !== packId)
      return refuse('receipt', 'another pack');
    const chunks = new Map(files.map((file) => [file.sha256, file.chunks]));
    for (const shard of manifest.shards) {
      const known = chunks.get(shard.sha256);
      if (known?.length !== Math.ceil(shard.bytes / CHUNK_BYTES)) return refuse('receipt', 'not complete');
      // Records can be edited: what is read at load is held to what the name of the pack fixes, where that has it.
      if (!agrees(shard, known)) return refuse('receipt', 'other chunks');
    }
    return { packId, manifest, trust, source, installedAt, verification, ...papersOf(read), chunks };
  });
}

/** Whether the digests of a file's chunks are those that the manifest lists, if it lists any. */
export function agrees({ chunks }: Shard, found: readonly Digest[]): boolean {
  return !chunks || (chunks.length === found.length && chunks.every((digest, at) => digest === found[at]));
}

export function writeReceipt(store: PackStore, { chunks, ...pack }: Receipt): Promise<void> {
  const files = [...chunks].map(([sha256, digests]) => ({ sha256, chunks: digests }));
  return writeRecord(store, 'packs', pack.packId, { format: 1, ...pack, files });
}

export function readWanted(store: PackStore, packId: PackId): Promise<Wanted | undefined> {
  return orNone(async () => {
    const value = await readRecord(store, 'wanted', packId);
    if (value === undefined) return undefined;
    const read = wantedShape(value, 'wanted');
    const { source, mirrors, trust, acceptedLicence, since, unknown } = read;
    const known = { ...papersOf(read), ...(unknown ? { unknown } : {}) };
    return { packId, source, mirrors, trust, acceptedLicence, since, ...known };
  });
}

export function writeWanted(store: PackStore, wanted: Wanted): Promise<void> {
  return writeRecord(store, 'wanted', wanted.packId, { format: 1, ...wanted });
}

/** The manifest as published, under its own digest: a damaged one is none. */
export function readManifest(store: PackStore, packId: PackId): Promise<PackManifest | undefined> {
  return orNone(async () => {
    const json = await store.readRecord('manifests', packId);
    if (json === undefined || json.length > MANIFEST_LIMITS.maxBytes) return undefined;
    const found = parseManifest(new TextEncoder().encode(json));
    return (await packIdOf(found)) === packId ? found : undefined;
  });
}

export function writeManifest(store: PackStore, packId: PackId, found: PackManifest): Promise<void> {
  return store.writeRecord('manifests', packId, canonicalJson(found));
}

/** Our own records are checked like anybody's; what does not pass is ignored, not removed: a newer app may read it. */
async function orNone<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch (thrown) {
    if (isAppErrorWith(thrown, 'pack/')) return undefined;
    throw thrown;
  }
}
