/** Manifests of the starter packs and of the packs that `npm run pack` added, as far as their bytes are in the cache. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDigest } from '../../src/lib/domain/digest';
import { AppError } from '../../src/lib/domain/errors';
import type { PackId, PackManifest, Shard } from '../../src/lib/domain/pack';
import { memoryBytes } from '../../src/lib/gguf/memory';
import { matchLibraries } from '../../src/lib/gguf/shipped-library';
import { canonicalJson } from '../../src/lib/packs/form/canonical';
import { checkManifest } from '../../src/lib/packs/form/manifest';
import { writeIfPossible } from '../disk';
import { warn } from '../terminal.mjs';
import type { AboutPack } from './about/about';
import { aboutGemma3, GEMMA_NOTICE } from './about/gemma3';
import { aboutSmollm2 } from './about/smollm2';
import { isMissing, type PackCache } from './cache';
import { blobDigests, sha256 } from './digests';
import { libraryFiles, libraryFileShard, type LibraryFile } from './libraries';
import { readModel } from './model';
import type { SitePack } from './site';
import { GEMMA3, SMOLLM2, weightsFile, type Starter } from './starters';

/** A pack as it is written down: what people wrote, and files by digest, weights among them. */
export type PackRecord = { about: AboutPack; files: Pick<Shard, 'path' | 'role' | 'sha256'>[] };

export async function buildCatalogue(cache: PackCache, librariesFolder: string): Promise<SitePack[]> {
  const libraries = await libraryFiles(librariesFolder);
  const records = [
    await gemmaRecord(cache),
    starterRecord(SMOLLM2, aboutSmollm2),
    ...(await addedRecords(cache)),
  ];
  const packs = await Promise.all(records.map((record) => record && tryPack(cache, record, libraries)));
  return packs.filter((pack) => pack !== null);
}

/** A pack that cannot be described stops no other: why is said on the terminal. */
async function tryPack(
  cache: PackCache,
  record: PackRecord,
  libraries: LibraryFile[],
): Promise<SitePack | null> {
  try {
    return await buildPack(cache, record, libraries);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    warn(`The pack ${record.about.name} is left out: ${thrown.message} ${JSON.stringify(thrown.details)}`);
    return null;
  }
}

/** Null where a file is absent or not what its digest says. */
export async function buildPack(
  cache: PackCache,
  record: PackRecord,
  libraries: LibraryFile[],
): Promise<SitePack | null> {
  const shards: Shard[] = [];
  for (const { path, role, sha256 } of record.files) {
    const digests = await blobDigests(cache, sha256);
    if (!digests) return null;
    shards.push({ path, role, bytes: digests.bytes, sha256, chunks: digests.chunks });
  }
  const weights = record.files.find(({ role }) => role === 'weights')!;
  const { header, facts } = await readModel(cache.blob(weights.sha256));
  const steps = [...record.about.lineage.steps];
  for (const { library, report } of matchLibraries(header, libraries)) {
    const shard = report.fits ? await libraryFileShard(library) : null;
    if (!shard) continue;
    shards.push(shard);
    steps.push(library.compiled);
  }
  const manifest: PackManifest = {
    format: 1,
    ...record.about,
    model: facts.model,
    memoryBytes: memoryBytes(header, facts.model),
    shards,
    lineage: { ...record.about.lineage, steps },
  };
  const canonical = canonicalJson(checkManifest(manifest));
  return { packId: sha256(canonical) as PackId, manifest, canonical };
}

function starterRecord(starter: Starter, about: AboutPack): PackRecord {
  return { about, files: [...starter.files].sort((a, b) => (a.role < b.role ? 1 : -1)) };
}

/** Gemma's notice is ours to write, so it is put into the cache here. Null without weights, or without room. */
async function gemmaRecord(cache: PackCache): Promise<PackRecord | null> {
  if ((await cache.held(weightsFile(GEMMA3).sha256)) === null) return null;
  const digest = sha256(GEMMA_NOTICE);
  const write = () => writeFile(cache.blob(digest), GEMMA_NOTICE);
  // By its digest, not its name: a disk that filled up may have left it empty.
  const whole = (await blobDigests(cache, digest)) !== null;
  if (!whole && !(await writeIfPossible(write, 'Gemma 3 is left out for now.'))) return null;
  const record = starterRecord(GEMMA3, aboutGemma3);
  return {
    about: record.about,
    files: [...record.files, { path: 'licence/NOTICE.txt', role: 'licence', sha256: digest }],
  };
}

async function addedRecords(cache: PackCache): Promise<PackRecord[]> {
  const names = await readdir(cache.added).catch((thrown: unknown) => {
    if (isMissing(thrown)) return [] as string[];
    throw thrown;
  });
  return (await Promise.all(names.sort().map((name) => readRecord(join(cache.added, name))))).flat();
}

/** One record, or none where a hand or a fault has damaged it. */
async function readRecord(path: string): Promise<PackRecord[]> {
  const text = await readFile(path, 'utf8');
  try {
    const record = JSON.parse(text) as PackRecord;
    const whole =
      record.files.some(({ role }) => role === 'weights') && typeof record.about.name === 'string';
    if (whole && record.files.every(({ sha256 }) => isDigest(sha256)) && record.about.lineage.steps)
      return [record];
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError || thrown instanceof TypeError)) throw thrown;
  }
  warn(`${path} is damaged: add the model again with npm run pack, or delete that file.`);
  return [];
}
