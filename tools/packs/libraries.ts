/** The compiled model libraries of static/libs. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shard } from '../../src/lib/domain/pack';
import { libraryShard, shippedLibrary, type ShippedLibrary } from '../../src/lib/gguf/shipped-library';
import { isMissing } from './cache';
import { digestFile } from './digests';

/** `path` is that of the .wasm.gz file. */
export type LibraryFile = ShippedLibrary & { path: string };

/** Lists the libraries for browsers, which cannot list a folder. */
export const LIBRARY_INDEX = 'index.json';

export async function libraryFiles(folder: string): Promise<LibraryFile[]> {
  const names = await readdir(folder).catch((thrown: unknown) => {
    if (isMissing(thrown)) return [] as string[];
    throw thrown;
  });
  const ids = names
    .filter((name) => name.endsWith('.json') && name !== LIBRARY_INDEX)
    .map((name) => name.slice(0, -'.json'.length))
    .filter((id) => names.includes(`${id}.wasm.gz`));
  return Promise.all(
    ids.sort().map(async (id) => {
      const record: unknown = JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8'));
      return { ...shippedLibrary(id, record), path: join(folder, `${id}.wasm.gz`) };
    }),
  );
}

/** A library as a file of a pack, or null where the committed file is not what its record says. */
export async function libraryFileShard(library: LibraryFile): Promise<Shard | null> {
  const { bytes, sha256, chunks } = await digestFile(library.path);
  if (sha256 !== library.sha256 || bytes !== library.bytes) return null;
  return { ...libraryShard(library), chunks };
}
