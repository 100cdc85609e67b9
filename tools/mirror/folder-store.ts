/** The store of src/lib/packs over a folder of this machine: `blobs/` is what a mirror serves, the rest is its own. */
import { openAsBlob } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHUNK_BYTES } from '../../src/lib/domain/bytes';
import { type Digest, isDigest } from '../../src/lib/domain/digest';
import { fail } from '../../src/lib/domain/errors';
import type { Area, ChunkFile, PackStore, RecordFolder } from '../../src/lib/packs/store/store';
import { isMissing } from '../packs/cache';

/** What is not served: parts that are still coming, and how far they have come. */
const OWN = '.haversack';

export function folderStore(root: string): PackStore {
  const fileIn = (area: Area, sha256: Digest) =>
    area === 'blobs' ? join(root, 'blobs', sha256) : join(root, OWN, area, sha256);
  const record = (folder: RecordFolder, name: Digest) => join(root, OWN, folder, name);
  return {
    kind: 'opfs',
    open: async (area, sha256) => openChunks(fileIn(area, sha256), area === 'blobs'),
    size: async (area, sha256) => (await found(stat(fileIn(area, sha256))))?.size,
    async list(area) {
      const folder = join(fileIn(area, '' as Digest), '.');
      const names = ((await found(readdir(folder))) ?? []).filter(isDigest);
      const sizes = names.map(async (sha256) => ({ sha256, bytes: (await stat(join(folder, sha256))).size }));
      return Promise.all(sizes);
    },
    remove: (area, sha256) => rm(fileIn(area, sha256), { force: true }),
    promote: (sha256) => move(fileIn('parts', sha256), fileIn('blobs', sha256)),
    setApart: (sha256) => move(fileIn('parts', sha256), fileIn('rejected', sha256)),
    rename: (part, to) => move(fileIn('parts', part), fileIn('parts', to)),
    ref: async (sha256) =>
      (await found(stat(fileIn('blobs', sha256)))) ? openAsBlob(fileIn('blobs', sha256)) : undefined,
    async room(bytes) {
      const disk = await statfs(root);
      return Math.min(bytes, disk.bavail * disk.bsize);
    },
    readRecord: (folder, name) => found(readFile(record(folder, name), 'utf8')),
    async writeRecord(folder, name, text) {
      const path = record(folder, name);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(`${path}.new`, text);
      await rename(`${path}.new`, path);
    },
    removeRecord: (folder, name) => rm(record(folder, name), { force: true }),
    listRecords: async (folder) => ((await found(readdir(join(root, OWN, folder)))) ?? []).filter(isDigest),
  };
}

async function openChunks(path: string, mustExist: boolean): Promise<ChunkFile> {
  await mkdir(join(path, '..'), { recursive: true });
  // Read and written at places of our own choosing, made if it is not there.
  const file = await open(path, mustExist ? 'r+' : 'a+').catch((thrown: unknown) =>
    isMissing(thrown) ? fail('pack/missing', { file: path }) : Promise.reject(thrown as Error),
  );
  await file.close();
  const handle = await open(path, 'r+');
  let { size } = await handle.stat();
  return {
    size: () => size,
    async read(index) {
      const length = Math.max(0, Math.min(CHUNK_BYTES, size - index * CHUNK_BYTES));
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, index * CHUNK_BYTES);
      return bytes.subarray(0, bytesRead);
    },
    async write(index, bytes) {
      await handle.write(bytes, 0, bytes.length, index * CHUNK_BYTES);
      size = Math.max(size, index * CHUNK_BYTES + bytes.length);
    },
    async truncate(bytes) {
      if (bytes >= size) return;
      await handle.truncate(bytes);
      size = bytes;
    },
    flush: () => handle.sync(),
    close: () => void handle.close(),
  };
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(join(to, '..'), { recursive: true });
  await rename(from, to);
}

/** Undefined for what is not there. */
async function found<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
}
