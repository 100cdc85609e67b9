import { CHUNK_BYTES } from '../../domain/bytes';
import { type Digest, isDigest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import { writeFault } from './storage-faults';
import type { Area, ChunkFile, PackStore } from './store';

/** Never asked of a network: `.invalid` does not resolve (RFC 6761). */
const BASE = 'https://store.invalid/';

/**
 * The same store in Cache Storage, for browsers without sync handles. A cache cannot append, so a file is one entry
 * per chunk, `chunks/<sha256>/<index>`, and an entry `parts/<sha256>` or `blobs/<sha256>` that says how many bytes
 * count and which it is: changing that one entry is the step from part to blob.
 */
export async function cacheStore(rootName: string): Promise<PackStore | undefined> {
  const cache = await openCache(rootName);
  if (!cache) return undefined;

  const text = async (key: string) => (await cache.match(BASE + key))?.text();
  const put = async (key: string, body: BodyInit) => {
    try {
      await cache.put(BASE + key, new Response(body));
    } catch (thrown) {
      throw writeFault(thrown);
    }
  };
  const drop = async (key: string) => void (await cache.delete(BASE + key));
  const keys = async (prefix: string) =>
    (await cache.keys())
      .map(({ url }) => url)
      .flatMap((url) => (url.startsWith(BASE + prefix) ? [url.slice(BASE.length)] : []));

  const sizeOf = async (area: Area, sha256: Digest) => {
    const size = await text(`${area}/${sha256}`);
    return size !== undefined && /^\d{1,15}$/.test(size) ? Number(size) : undefined;
  };
  const chunk = async (sha256: Digest, index: number) =>
    (await cache.match(`${BASE}chunks/${sha256}/${index}`))?.blob();
  const digestsIn = async (folder: string) =>
    (await keys(`${folder}/`)).map((key) => key.slice(folder.length + 1)).filter(isDigest);

  async function open(area: Area, sha256: Digest): Promise<ChunkFile> {
    const known = await sizeOf(area, sha256);
    if (known === undefined && area === 'blobs') return fail('pack/missing', { sha256 });
    if (known === undefined) await put(`${area}/${sha256}`, '0');
    let bytes = known ?? 0;
    return {
      size: () => bytes,
      read: async (index) => {
        const limit = Math.max(0, Math.min(CHUNK_BYTES, bytes - index * CHUNK_BYTES));
        const blob = await chunk(sha256, index);
        return new Uint8Array(blob ? await blob.slice(0, limit).arrayBuffer() : new ArrayBuffer(0));
      },
      write: async (index, from) => {
        await put(`chunks/${sha256}/${index}`, from.slice());
        const end = index * CHUNK_BYTES + from.length;
        if (end > bytes) await put(`${area}/${sha256}`, String((bytes = end)));
      },
      truncate: async (to) => {
        if (to >= bytes) return;
        for (let index = Math.ceil(to / CHUNK_BYTES); index < Math.ceil(bytes / CHUNK_BYTES); index++) {
          await drop(`chunks/${sha256}/${index}`);
        }
        await put(`${area}/${sha256}`, String((bytes = to)));
      },
      flush: async () => {},
      close: () => {},
    };
  }

  return {
    kind: 'cache',
    open,
    size: sizeOf,
    async list(area) {
      const names = await digestsIn(area);
      return Promise.all(names.map(async (sha256) => ({ sha256, bytes: (await sizeOf(area, sha256)) ?? 0 })));
    },
    async remove(area, sha256) {
      await drop(`${area}/${sha256}`);
      // Chunks lie under the file's name, whatever they are: a part that was promoted, and whose entry outlived a crash,
      // shares them with the blob.
      for (const other of ['blobs', 'parts', 'rejected'] as const)
        if ((await sizeOf(other, sha256)) !== undefined) return;
      for (const key of await keys(`chunks/${sha256}/`)) await drop(key);
    },
    async promote(sha256) {
      await put(`blobs/${sha256}`, String((await sizeOf('parts', sha256)) ?? 0));
      await drop(`parts/${sha256}`);
    },
    async setApart(sha256) {
      await put(`rejected/${sha256}`, String((await sizeOf('parts', sha256)) ?? 0));
      await drop(`parts/${sha256}`);
    },
    /** A cache has no names to change: the chunks are copied, each gone from its old place before the next. */
    async rename(part, to) {
      const bytes = (await sizeOf('parts', part)) ?? 0;
      for (let index = 0; index < Math.ceil(bytes / CHUNK_BYTES); index++) {
        const piece = (await chunk(part, index)) ?? fail('pack/missing', { sha256: part });
        await put(`chunks/${to}/${index}`, piece);
        await drop(`chunks/${part}/${index}`);
      }
      await put(`parts/${to}`, String(bytes));
      await drop(`parts/${part}`);
    },
    async ref(sha256) {
      const bytes = await sizeOf('blobs', sha256);
      if (bytes === undefined) return undefined;
      const blobs: Blob[] = [];
      for (let index = 0; index < Math.ceil(bytes / CHUNK_BYTES); index++) {
        const blob = await chunk(sha256, index);
        if (!blob) break; // shorter than it says: the reader refuses it
        blobs.push(blob);
      }
      return new Blob(blobs); // joined by reference: the bytes stay on disk
    },

    async room(bytes) {
      // WebKitGTK 2.50 has caches and no storage manager.
      const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
      return quota === undefined || usage === undefined ? bytes : Math.min(bytes, Math.max(0, quota - usage));
    },

    readRecord: (folder, name) => text(`${folder}/${name}`),
    writeRecord: (folder, name, body) => put(`${folder}/${name}`, body),
    removeRecord: (folder, name) => drop(`${folder}/${name}`),
    listRecords: digestsIn,
  };
}

async function openCache(name: string): Promise<Cache | undefined> {
  try {
    return await caches.open(name);
  } catch {
    return undefined; // the caller fails with `storage/unavailable`
  }
}
