/** SHA-256 of files and of each of their MiB, computed in one pass. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CHUNK_BYTES } from '../../src/lib/domain/bytes';
import { isDigest, type Digest } from '../../src/lib/domain/digest';
import { writeIfPossible } from '../disk';
import { isMissing, type PackCache } from './cache';

export type FileDigests = { bytes: number; sha256: Digest; chunks: Digest[] };

export function sha256(bytes: Uint8Array | string): Digest {
  return createHash('sha256').update(bytes).digest('hex') as Digest;
}

/** Reads a file once. `onProgress` gets the bytes read so far. */
export async function digestFile(path: string, onProgress?: (bytes: number) => void): Promise<FileDigests> {
  const whole = createHash('sha256');
  const chunks: Digest[] = [];
  let bytes = 0;
  // A file stream yields full buffers of `highWaterMark` except at the end, but does not promise it: count ourselves.
  let chunk = createHash('sha256');
  let inChunk = 0;
  for await (const piece of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    whole.update(piece);
    bytes += piece.length;
    let rest = piece;
    while (rest.length > 0) {
      const taken = rest.subarray(0, CHUNK_BYTES - inChunk);
      chunk.update(taken);
      inChunk += taken.length;
      rest = rest.subarray(taken.length);
      if (inChunk < CHUNK_BYTES) continue;
      chunks.push(chunk.digest('hex') as Digest);
      chunk = createHash('sha256');
      inChunk = 0;
    }
    onProgress?.(bytes);
  }
  if (inChunk > 0) chunks.push(chunk.digest('hex') as Digest);
  return { bytes, sha256: whole.digest('hex') as Digest, chunks };
}

type ChunkRecord = { bytes: number; modified: number; chunks: Digest[] };

/**
 * The digests of a held blob, remembered beside the cache for as long as the file does not change; a file that
 * changed is read again, and null says that it is absent or no longer what its name says.
 */
export async function blobDigests(cache: PackCache, sha: Digest): Promise<FileDigests | null> {
  const path = cache.blob(sha);
  let found;
  try {
    found = await stat(path);
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw thrown;
  }
  const record = join(cache.chunks, `${sha}.json`);
  const known = await readRecord(record);
  if (known && known.bytes === found.size && known.modified === found.mtimeMs)
    return { bytes: known.bytes, sha256: sha, chunks: known.chunks };
  const digests = await digestFile(path);
  if (digests.sha256 !== sha) return null;
  const remembered = { bytes: found.size, modified: found.mtimeMs, chunks: digests.chunks };
  await writeIfPossible(
    () => writeRecord(record, remembered),
    'digests are computed, but not kept for the next start.',
  );
  return digests;
}

async function readRecord(path: string): Promise<ChunkRecord | null> {
  let text;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw thrown;
  }
  return asRecord(text);
}

/** A record that is damaged is as good as none: it is computed again. */
function asRecord(text: string): ChunkRecord | null {
  let value: Partial<ChunkRecord> | null;
  try {
    value = JSON.parse(text) as Partial<ChunkRecord> | null;
  } catch {
    return null;
  }
  const { bytes, modified, chunks } = value ?? {};
  if (typeof bytes !== 'number' || typeof modified !== 'number' || !Array.isArray(chunks)) return null;
  if (chunks.length !== Math.ceil(bytes / CHUNK_BYTES) || !chunks.every(isDigest)) return null;
  return { bytes, modified, chunks };
}

async function writeRecord(path: string, record: ChunkRecord): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, JSON.stringify(record));
  await rename(partial, path);
}
