/** Reads members of a wheel (a zip file) as streams. Wheels come from outside: counts and sizes have limits. */
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { Problem } from '../problem.mjs';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** A zip comment is at most this long, so the end record starts within it of the end. */
const COMMENT_BYTES = 0xffff;
const MOST_ENTRIES = 10_000;
const STORED = 0;
const DEFLATED = 8;

export type ZipEntry = { name: string; method: number; packedBytes: number; bytes: number; at: number };

/** Every member of a zip file, from its central directory. Rejects with a Problem where the file is no plain zip. */
export async function zipEntries(path: string): Promise<ZipEntry[]> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const tail = await readAt(file, Math.max(0, size - END_BYTES - COMMENT_BYTES), size);
    const end = lastIndexOfEnd(tail, path);
    const count = tail.readUInt16LE(end + 10);
    const length = tail.readUInt32LE(end + 12);
    const start = tail.readUInt32LE(end + 16);
    // 0xffff and 0xffffffff announce zip64, which no wheel of ours needs.
    if (count > MOST_ENTRIES || start + length > size) throw damaged(path);
    return parseDirectory(await readAt(file, start, start + length), count, path);
  } finally {
    await file.close();
  }
}

/** The bytes of one member, unpacked while they are read; its length is held to what the directory says. */
export async function zipMember(path: string, entry: ZipEntry): Promise<Readable> {
  const file = await open(path);
  const header = await readAt(file, entry.at, entry.at + LOCAL_BYTES).finally(() => file.close());
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL) throw damaged(path);
  const start = entry.at + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (entry.packedBytes === 0) return Readable.from([]);
  const packed = createReadStream(path, {
    start,
    end: start + entry.packedBytes - 1,
    highWaterMark: 1 << 20,
  });
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED) throw damaged(path);
  const unpacked = createInflateRaw({ chunkSize: 1 << 20 });
  packed.on('error', (error) => unpacked.destroy(error));
  return packed.pipe(unpacked);
}

function parseDirectory(directory: Buffer, count: number, path: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY) throw damaged(path);
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    });
    at += ENTRY_BYTES + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function lastIndexOfEnd(tail: Buffer, path: string): number {
  for (let at = tail.length - END_BYTES; at >= 0; at--) if (tail.readUInt32LE(at) === END) return at;
  throw damaged(path);
}

async function readAt(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(
    Buffer.alloc(Math.max(0, to - from)),
    0,
    Math.max(0, to - from),
    from,
  );
  return buffer.subarray(0, bytesRead);
}

function damaged(path: string): Problem {
  return new Problem(`The downloaded package is not a whole zip file (${path}): delete it and try again.`);
}
