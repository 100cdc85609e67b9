import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipEntries, zipMember } from '../../../../tools/packs/zip';
import { makeZip } from './make-zip';

const BIG = Buffer.alloc(3_000_000, 'model weights ');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(bytes: Buffer): Promise<string> {
  const path = join(folder, 'file.zip');
  await writeFile(path, bytes);
  return path;
}

describe('a wheel', () => {
  const wheel = makeZip([
    { name: 'a/stored.bin', content: Buffer.from('as it is'), stored: true },
    { name: 'a/big.gguf', content: BIG },
    { name: 'a/empty.py', content: Buffer.alloc(0), stored: true },
  ]);

  it('lists its members with their unpacked sizes', async () => {
    const entries = await zipEntries(await file(wheel));
    expect(entries.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['a/stored.bin', 8],
      ['a/big.gguf', BIG.length],
      ['a/empty.py', 0],
    ]);
  });

  it('gives back the bytes of stored, packed and empty members', async () => {
    const path = await file(wheel);
    const [stored, big, empty] = await zipEntries(path);
    expect((await buffer(await zipMember(path, stored!))).toString()).toBe('as it is');
    expect((await buffer(await zipMember(path, big!))).equals(BIG)).toBe(true);
    expect((await buffer(await zipMember(path, empty!))).length).toBe(0);
  });

  it('is found behind a comment at the end of the file', async () => {
    const comment = Buffer.from('a comment');
    const commented = Buffer.concat([wheel, comment]);
    commented.writeUInt16LE(comment.length, wheel.length - 2);
    expect(await zipEntries(await file(commented))).toHaveLength(3);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a web page', Buffer.from('<html>Sign in to this network</html>')],
    ['a file that was cut off', wheel.subarray(0, wheel.length - 30)],
    ['a directory that points past the end', withUint32(wheel, wheel.length - 6, 0x7fffffff)],
    ['more entries than there are', withUint16(wheel, wheel.length - 12, 400)],
  ])('is refused in plain words where it is %s', async (_, bytes) => {
    await expect(zipEntries(await file(bytes))).rejects.toThrow('is not a whole zip file');
  });

  it('fails where packed bytes are damaged, and where it says another way of packing', async () => {
    const path = await file(wheel);
    const [, big] = await zipEntries(path);
    const damaged = Buffer.from(wheel);
    damaged.fill(0xff, big!.at + 60, big!.at + 80);
    await file(damaged);
    await expect(zipMember(path, big!).then(buffer)).rejects.toThrow();
    await expect(zipMember(path, { ...big!, method: 12 })).rejects.toThrow('is not a whole zip file');
  });
});

function withUint32(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(value, at);
  return copy;
}

function withUint16(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt16LE(value, at);
  return copy;
}
