import { copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { constants } from 'node:fs';
import { basename, join } from 'node:path';
import type { Digest } from '../../src/lib/domain/digest';
import { AppError } from '../../src/lib/domain/errors';
import { standardText, standInFor } from '../../src/lib/domain/licence-texts';
import type { Shard } from '../../src/lib/domain/pack';
import type { LibraryFitReport } from '../../src/lib/domain/plan';
import { matchLibraries } from '../../src/lib/gguf/shipped-library';
import { checkManifest } from '../../src/lib/packs/form/manifest';
import { standardLicence } from '../licences/standard';
import type { AboutPack } from '../packs/about/about';
import { isMissing, type PackCache } from '../packs/cache';
import { buildPack, type PackRecord } from '../packs/catalogue';
import { blobDigests, digestFile } from '../packs/digests';
import { libraryFiles } from '../packs/libraries';
import { readModel, type Model } from '../packs/model';
import type { SitePack } from '../packs/site';
import { needSpace } from '../packs/space';
import { Problem } from '../problem.mjs';
import { bytes, liveLine } from '../terminal.mjs';
import { describe } from './describe';
import type { PackOptions } from './options';
import { refusal } from './refusal';

export type Added = { pack: SitePack; model: Model; fits: LibraryFitReport[]; record: string };

/** Checks a GGUF, copies it into the cache and writes its record. Rejects with a Problem that says what is wrong. */
export async function addPack(
  cache: PackCache,
  librariesFolder: string,
  options: PackOptions,
): Promise<Added> {
  const model = await readGguf(options.file);
  const weightsName = fileName(options.file);
  assertValid(describe(model, '0'.repeat(64) as Digest, options), model, weightsName);
  await cache.prepare();
  const weights = await store(cache, options.file);
  const files: PackRecord['files'] = [{ path: weightsName, role: 'weights', sha256: weights }];
  if (options.licenceFile !== undefined) {
    const sha256 = await store(cache, options.licenceFile);
    files.push({ path: `licence/${fileName(options.licenceFile)}`, role: 'licence', sha256 });
  }
  const about = describe(model, weights, options);
  const standIn = options.licenceFile === undefined ? standInFor({ ...about, shards: [] }) : undefined;
  if (standIn) files.push(await storeText(cache, standIn));
  const record: PackRecord = { about, files };
  const libraries = await libraryFiles(librariesFolder);
  const pack = await buildPack(cache, record, libraries);
  if (!pack) throw new Problem('The files changed while they were copied: run the command again.');
  const path = join(cache.added, `${weights}.json`);
  await writeFile(path, JSON.stringify(record, null, 2));
  const fits = matchLibraries(model.header, libraries).map((match) => match.report);
  return { pack, model, fits, record: path };
}

async function readGguf(path: string): Promise<Model> {
  try {
    if (!(await stat(path)).isFile()) throw new Problem(`${path} is not a file.`);
    return await readModel(path);
  } catch (thrown) {
    if (isMissing(thrown)) throw new Problem(`There is no file ${path}.`, thrown);
    if (thrown instanceof AppError) throw new Problem(refusal(path, thrown), thrown);
    throw thrown;
  }
}

/** The manifest must pass the check that it will meet in the browser; asked before any byte is copied. */
function assertValid(about: AboutPack, { header, facts }: Model, path: string): void {
  const weights: Shard = { path, role: 'weights', bytes: header.fileBytes, sha256: '0'.repeat(64) as Digest };
  try {
    checkManifest({ format: 1, ...about, model: facts.model, memoryBytes: 0, shards: [weights] });
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { where, problem } = thrown.details;
    throw new Problem(`The manifest would not be valid (${where}: ${problem}): nothing was added.`, thrown);
  }
}

/** Copies a file into the cache under its digest, which is taken of the copy. Nothing is copied that is held. */
async function store(cache: PackCache, path: string): Promise<Digest> {
  const { size } = await stat(path).catch((thrown: unknown) => {
    throw isMissing(thrown) ? new Problem(`There is no file ${path}.`, thrown) : thrown;
  });
  const line = liveLine();
  const progress = (done: number) => line.show(`  ${bytes(done)} of ${bytes(size)}`);
  const { sha256 } = await digestFile(path, progress);
  line.done();
  if (await blobDigests(cache, sha256)) return sha256;
  await needSpace(cache.root, size, basename(path));
  const folder = join(cache.work, String(process.pid));
  const partial = join(folder, sha256);
  await mkdir(folder, { recursive: true });
  try {
    await copyFile(path, partial, constants.COPYFILE_FICLONE);
    const copy = await digestFile(partial);
    if (copy.sha256 !== sha256)
      throw new Problem(`${path} changed while it was copied: run the command again.`);
    await rename(partial, cache.blob(sha256));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return sha256;
}

/** The standard text of a licence that no file was named for: the same as the app puts into a pack. */
async function storeText(
  cache: PackCache,
  { path, role, sha256 }: Shard,
): Promise<PackRecord['files'][number]> {
  const text = standardText(sha256);
  if (text && !(await blobDigests(cache, sha256)))
    await writeFile(cache.blob(sha256), await standardLicence(text));
  return { path, role, sha256 };
}

/** A name that every system takes, from a name that this one took. */
function fileName(path: string): string {
  const name = basename(path)
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^[._]+|[. ]+$/g, '');
  return name.slice(-100) || 'file';
}
