import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { seededBytes } from './seeded-bytes';

/** What a file of the fake hub holds. `file` is a path on this machine, for models too large to be made. */
export type HubBytes =
  { text: string } | { base64: string } | { seed: number; bytes: number } | { file: string };

/** A file as it is served: its bytes by range, and the digests that a real hub publishes. */
export type HubContent = {
  bytes: number;
  /** SHA-1 of `blob <size>`, a zero byte, and the bytes (of the pointer, for a large file). */
  blobId: string;
  sha256: string;
  read(start: number, end: number): Promise<Uint8Array>;
};

const known = new Map<string, Promise<HubContent>>();

/** `lfs`: kept by git as a pointer of some 130 bytes, so its git id is that of the pointer. */
export function contentOf(source: HubBytes, lfs: boolean): Promise<HubContent> {
  const key = JSON.stringify([source, lfs]);
  const found = known.get(key) ?? ('file' in source ? ofFile(source.file) : ofBytes(bytesOf(source), lfs));
  known.set(key, found);
  return found;
}

function bytesOf(source: Exclude<HubBytes, { file: string }>): Uint8Array {
  if ('text' in source) return new TextEncoder().encode(source.text);
  if ('base64' in source) return new Uint8Array(Buffer.from(source.base64, 'base64'));
  return seededBytes(source.seed, source.bytes);
}

async function ofBytes(bytes: Uint8Array, lfs: boolean): Promise<HubContent> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    bytes: bytes.length,
    sha256,
    blobId: gitId(lfs ? pointer(sha256, bytes.length) : bytes),
    read: async (start, end) => bytes.subarray(start, end),
  };
}

async function ofFile(path: string): Promise<HubContent> {
  const { size } = await stat(path);
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  const sha256 = hash.digest('hex');
  return {
    bytes: size,
    sha256,
    blobId: gitId(pointer(sha256, size)),
    async read(start, end) {
      const file = await open(path);
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}

function pointer(sha256: string, size: number): Uint8Array {
  return new TextEncoder().encode(
    `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${size}\n`,
  );
}

function gitId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
