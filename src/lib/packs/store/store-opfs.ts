import { type Digest, isDigest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import { chunkFile, writeAll } from './opfs-chunk-file';
import { isStill, markOf } from './opfs-mark';
import { PROBE, roomFor } from './opfs-room';
import './opfs-types';
import { isNotFound, isQuota, isStale, writeFault } from './storage-faults';
import type { Area, PackStore, RecordFolder } from './store';

type Folder = FileSystemDirectoryHandle;

/**
 * `<root>/parts/<sha256>`, `<root>/blobs/<sha256>` and `<root>/<folder>/<name>.json` in the Origin Private File System.
 * Undefined where it cannot be used: no OPFS, no sync handles, not a dedicated worker, or a private window.
 */
export async function opfsStore(rootName: string): Promise<PackStore | undefined> {
  const folders = await openFolders(rootName);
  if (!folders) return undefined;

  const remove = (folder: Folder, name: string) =>
    folder.removeEntry(name).catch((thrown: unknown) => {
      if (!isNotFound(thrown)) throw writeFault(thrown);
    });

  /** A part, as a whole, in one step. */
  const moveTo = async (folder: Folder, sha256: Digest) => {
    try {
      const part = await folders.parts.getFileHandle(sha256);
      await part.move!(folder, sha256);
    } catch (thrown) {
      throw writeFault(thrown);
    }
  };

  return {
    kind: 'opfs',
    isThere: () => isStill(rootName, folders.mark),
    open: async (area, sha256) => {
      try {
        // Only parts are made: a blob comes into being by promotion.
        const file = await folders[area].getFileHandle(sha256, { create: area === 'parts' });
        return chunkFile(await file.createSyncAccessHandle!());
      } catch (thrown) {
        if (isNotFound(thrown)) return fail('pack/missing', { sha256 }, thrown);
        throw writeFault(thrown);
      }
    },
    size: async (area, sha256) => (await fileOf(folders[area], sha256))?.size,
    async list(area) {
      const found: { sha256: Digest; bytes: number }[] = [];
      for await (const name of folders[area].keys()) {
        if (!isDigest(name)) continue;
        const file = await fileOf(folders[area], name);
        if (file) found.push({ sha256: name, bytes: file.size });
      }
      return found;
    },
    remove: (area, sha256) => remove(folders[area], sha256),
    promote: (sha256) => moveTo(folders.blobs, sha256),
    setApart: (sha256) => moveTo(folders.rejected, sha256),
    async rename(part, to) {
      try {
        const file = await folders.parts.getFileHandle(part);
        await file.move!(folders.parts, to);
      } catch (thrown) {
        throw writeFault(thrown);
      }
    },
    ref: (sha256) => handleOf(folders.blobs, sha256),
    room: (bytes) => roomFor(folders.root, bytes),

    readRecord: (folder, name) => textOf(folders[folder], recordFile(name)),
    async writeRecord(folder, name, text) {
      // Two tabs may begin with one pack at the same moment.
      const lock = `haversack:record:${rootName}/${folder}/${name}`;
      await navigator.locks.request(lock, () => writeWhole(folders[folder], name, text));
    },
    removeRecord: (folder, name) => remove(folders[folder], recordFile(name)),
    async listRecords(folder) {
      const names: Digest[] = [];
      for await (const file of folders[folder].keys()) {
        const name = file.replace(/\.json$/, '');
        if (file.endsWith('.json') && isDigest(name)) names.push(name);
      }
      return names;
    },
  };
}

const recordFile = (name: Digest) => `${name}.json`;

/** Written aside and renamed: whoever reads finds the old record or the new one, never half of one. */
async function writeWhole(folder: Folder, name: Digest, text: string): Promise<void> {
  try {
    const aside = await folder.getFileHandle(`${name}.new`, { create: true });
    const handle = await aside.createSyncAccessHandle!();
    try {
      handle.truncate(0);
      writeAll(handle, new TextEncoder().encode(text), 0);
      handle.flush();
    } finally {
      handle.close();
    }
    await aside.move!(folder, recordFile(name));
  } catch (thrown) {
    throw writeFault(thrown);
  }
}

async function openFolders(
  rootName: string,
): Promise<(Record<Area | RecordFolder | 'root', Folder> & { mark: string }) | undefined> {
  try {
    const root = await (
      await navigator.storage.getDirectory()
    ).getDirectoryHandle(rootName, { create: true });
    const folder = (name: string) => root.getDirectoryHandle(name, { create: true });
    // Tried, not guessed: some browsers have the methods and refuse them in private windows.
    const probe = await root.getFileHandle(PROBE, { create: true });
    if (!probe.createSyncAccessHandle || !probe.move) return undefined;
    return {
      root,
      mark: await markOf(root),
      parts: await folder('parts'),
      blobs: await folder('blobs'),
      rejected: await folder('rejected'),
      progress: await folder('progress'),
      manifests: await folder('manifests'),
      wanted: await folder('wanted'),
      packs: await folder('packs'),
      removed: await folder('removed'),
      seen: await folder('seen'),
      refusals: await folder('refusals'),
    };
  } catch (thrown) {
    if (isQuota(thrown)) throw writeFault(thrown);
    return undefined; // the caller goes on with Cache Storage, or fails with `storage/unavailable`
  }
}

async function handleOf(folder: Folder, name: string): Promise<FileSystemFileHandle | undefined> {
  try {
    return await folder.getFileHandle(name);
  } catch (thrown) {
    if (isNotFound(thrown)) return undefined;
    throw writeFault(thrown);
  }
}

async function fileOf(folder: Folder, name: string): Promise<File | undefined> {
  try {
    return await (await handleOf(folder, name))?.getFile();
  } catch (thrown) {
    if (isNotFound(thrown)) return undefined; // removed between the two calls
    throw writeFault(thrown);
  }
}

/** As often as another tab may put a newer file in its place while one call of ours reads it. */
const MOST_CHANGES = 8;

/**
 * Another tab may remove the file, or put a newer one in its place, while it is being read. Only the name tells whether
 * there is one: the bytes behind a reference are gone as soon as a newer file has taken their place.
 */
async function textOf(folder: Folder, name: string): Promise<string | undefined> {
  for (let left = MOST_CHANGES; ; left--) {
    const file = await fileOf(folder, name);
    if (!file) return undefined;
    try {
      return await file.text();
    } catch (thrown) {
      if (left === 0 || !(isNotFound(thrown) || isStale(thrown))) throw thrown;
    }
  }
}
