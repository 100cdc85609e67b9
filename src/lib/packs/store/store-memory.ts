import { CHUNK_BYTES } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { appError, fail } from '../../domain/errors';
import type { Area, ChunkFile, PackStore, RecordFolder } from './store';

/** A file, as one Blob per chunk. The browser holds the bytes, and may move them to its own temporary files. */
type Pieces = Blob[];

const GIB = 1024 ** 3;
/** navigator.deviceMemory says 8 at most, and nothing in some browsers. */
const USUAL_MEMORY_GIB = 4;

/**
 * The same store in this tab's memory, for browsers that keep nothing and for people who want nothing kept. It ends
 * with the worker. Throws `storage/unavailable` where even that is refused.
 */
export async function memoryStore(): Promise<PackStore> {
  const files: Record<Area, Map<Digest, Pieces>> = {
    parts: new Map(),
    blobs: new Map(),
    rejected: new Map(),
  };
  const records = new Map<string, string>();
  const key = (folder: RecordFolder, name: Digest) => `${folder}/${name}`;
  const sizeOf = (pieces: Pieces) => pieces.reduce((sum, { size }) => sum + size, 0);
  const usedBytes = () =>
    Object.values(files)
      .flatMap((area) => [...area.values()])
      .reduce((sum, pieces) => sum + sizeOf(pieces), 0);
  await tried(new Blob(['memory'])).catch((thrown: unknown) => fail('storage/unavailable', {}, thrown));

  function open(area: Area, sha256: Digest): ChunkFile {
    const pieces = files[area].get(sha256) ?? (area === 'blobs' ? fail('pack/missing', { sha256 }) : []);
    files[area].set(sha256, pieces);
    return {
      size: () => sizeOf(pieces),
      read: async (index) => new Uint8Array((await pieces[index]?.arrayBuffer()) ?? new ArrayBuffer(0)),
      write: async (index, bytes) => {
        const piece = new Blob([bytes]);
        await tried(piece).catch((thrown: unknown) => fail('storage/quota', {}, thrown));
        pieces[index] = piece;
      },
      truncate: async (bytes) => {
        if (bytes >= sizeOf(pieces)) return;
        const whole = Math.floor(bytes / CHUNK_BYTES);
        const rest = pieces[whole]?.slice(0, bytes - whole * CHUNK_BYTES);
        pieces.splice(whole);
        if (rest && rest.size > 0) pieces.push(rest);
      },
      flush: async () => {},
      close: () => {},
    };
  }

  return {
    kind: 'memory',
    open: async (area, sha256) => open(area, sha256),
    size: async (area, sha256) => {
      const pieces = files[area].get(sha256);
      return pieces && sizeOf(pieces);
    },
    list: async (area) => [...files[area]].map(([sha256, pieces]) => ({ sha256, bytes: sizeOf(pieces) })),
    remove: async (area, sha256) => void files[area].delete(sha256),
    async promote(sha256) {
      files.blobs.set(sha256, files.parts.get(sha256) ?? []);
      files.parts.delete(sha256);
    },
    async setApart(sha256) {
      files.rejected.set(sha256, files.parts.get(sha256) ?? []);
      files.parts.delete(sha256);
    },
    async rename(part, to) {
      files.parts.set(to, files.parts.get(part) ?? []);
      files.parts.delete(part);
    },
    ref: async (sha256) => {
      const pieces = files.blobs.get(sha256);
      return pieces && new Blob(pieces); // joined by reference
    },
    /** No browser says how much memory is free: half of what the device has is taken to be too much for a tab. */
    room: async (bytes) => Math.max(0, Math.min(bytes, memoryBytes() / 2 - usedBytes())),

    readRecord: async (folder, name) => records.get(key(folder, name)),
    writeRecord: async (folder, name, text) => void records.set(key(folder, name), text),
    removeRecord: async (folder, name) => void records.delete(key(folder, name)),
    listRecords: async (folder) =>
      [...records.keys()].flatMap((name) =>
        name.startsWith(`${folder}/`) ? [name.slice(folder.length + 1) as Digest] : [],
      ),
  };
}

/** A Blob for which there was no memory is told apart only by reading it. */
async function tried(blob: Blob): Promise<void> {
  const bytes = await blob.slice(blob.size - 1).arrayBuffer();
  if (bytes.byteLength !== 1) throw appError('storage/quota');
}

function memoryBytes(): number {
  const { deviceMemory = USUAL_MEMORY_GIB } = navigator as { deviceMemory?: number };
  return deviceMemory * GIB;
}
