/** The plain way to the same place, with nothing of ours; and a bad disk. */
import type { PackFile } from '../../../src/lib/domain/engine';
import type { SyncHandle } from '../../../src/lib/packs/store/opfs-types';
import { AppError } from '../../../src/lib/domain/errors';
import { openVerified } from '../../../src/lib/workers/verified-file';
import { damage, type Damage } from './damage';

export type StoreCall =
  /** Fetches each address into a file: no digest, no record, no check. ms until the last is flushed. */
  | { call: 'download'; urls: string[] }
  /** Copies a file of the disk. ms until it is flushed. */
  | { call: 'copy'; file: File }
  /** False if that changed nothing. */
  | { call: 'damage'; file: FileSystemFileHandle; damage: Damage }
  | { call: 'restore' }
  /** Reads a stored file whole, as engines do: `sound`, or the code of the refusal. */
  | { call: 'read'; file: PackFile };

const PIECE = 1024 * 1024;
let restore: (() => Promise<void>) | undefined;

async function intoFile(name: string, write: (handle: SyncHandle) => Promise<void>): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const file = await root.getFileHandle(name, { create: true });
  const handle = await file.createSyncAccessHandle!();
  try {
    await write(handle);
    handle.flush();
  } finally {
    handle.close();
  }
}

async function download(urls: readonly string[]): Promise<number> {
  const began = performance.now();
  for (const [index, url] of urls.entries()) {
    await intoFile(`bench-plain-${index}`, async (handle) => {
      const response = await fetch(url);
      if (!response.body || response.status !== 200) throw new Error(`${url}: ${response.status}`);
      let at = 0;
      for (const reader = response.body.getReader(); ;) {
        const { value, done } = await reader.read();
        if (done) break;
        at += handle.write(value, { at });
      }
    });
  }
  const ms = performance.now() - began;
  await clear(urls.length);
  return ms;
}

async function copy(file: File): Promise<number> {
  const began = performance.now();
  await intoFile('bench-plain-0', async (handle) => {
    for (let at = 0; at < file.size;)
      at += handle.write(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()), { at });
  });
  const ms = performance.now() - began;
  await clear(1);
  return ms;
}

async function clear(count: number): Promise<void> {
  const root = await navigator.storage.getDirectory();
  for (let index = 0; index < count; index++) await root.removeEntry(`bench-plain-${index}`);
}

async function read(file: PackFile): Promise<string> {
  try {
    const source = await openVerified(file);
    try {
      for (let at = 0; at < source.size; at += PIECE)
        await source.read(at, Math.min(PIECE, source.size - at));
    } finally {
      source.close();
    }
    return 'sound';
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
}

async function run(data: StoreCall): Promise<unknown> {
  if (data.call === 'download') return download(data.urls);
  if (data.call === 'copy') return copy(data.file);
  if (data.call === 'read') return read(data.file);
  if (data.call === 'restore') return restore?.();
  restore = await damage(data.file, data.damage);
  return restore !== undefined;
}

self.onmessage = async ({ data }: MessageEvent<StoreCall>) => {
  try {
    self.postMessage({ result: await run(data) });
  } catch (thrown) {
    self.postMessage({ error: String(thrown) });
  }
};
