import { expect, it, vi } from 'vitest';
import type { ByteSource } from '../../../../src/lib/domain/bytes';
import { digestFile } from '../../../../src/lib/packs/form/sha256';
import { verified } from '../../../../src/lib/packs/store/verified';
import { seededBytes } from '../../../fakes/seeded-bytes';

const MIB = 1024 * 1024;

/** A file in memory that reuses its array between reads, as the contract allows. */
function memory(bytes: Uint8Array<ArrayBuffer>) {
  let reused = new Uint8Array(0);
  const read = vi.fn(async (offset: number, length: number) => {
    if (reused.length < length) reused = new Uint8Array(length);
    const view = reused.subarray(0, length);
    view.set(bytes.subarray(offset, offset + length));
    return view;
  });
  return { size: bytes.length, read, close: vi.fn() } satisfies ByteSource;
}

async function open(size: number) {
  const bytes = seededBytes(3, size);
  const { chunks } = await digestFile(memory(bytes));
  const file = memory(bytes);
  return { bytes, chunks, file, source: verified(file, chunks) };
}

it.each([
  [0, 10],
  [MIB - 5, 10],
  [10, 3 * MIB],
  [4 * MIB, 1234],
  [0, 4 * MIB + 1234],
])('reads %i + %i bytes as they are in the file', async (offset, length) => {
  const { bytes, source } = await open(4 * MIB + 1234);
  expect(Buffer.compare(await source.read(offset, length), bytes.subarray(offset, offset + length))).toBe(0);
});

it('reads each chunk once where small reads follow each other', async () => {
  const { bytes, file, source } = await open(8 * MIB);
  for (let at = 0; at < bytes.length; at += 100_000) {
    const length = Math.min(100_000, bytes.length - at);
    expect(Buffer.compare(await source.read(at, length), bytes.subarray(at, at + length))).toBe(0);
  }
  expect(file.read).toHaveBeenCalledTimes(8);
});

it.each([0, 2, 4])(
  'S7: a flipped bit in chunk %i is refused with its index, the chunks before it are not',
  async (bad) => {
    const { bytes, chunks } = await open(4 * MIB + 99);
    bytes[bad * MIB + 50] = bytes[bad * MIB + 50]! ^ 4;
    const source = verified(memory(bytes), chunks);
    for (let index = 0; index < bad; index++) await source.read(index * MIB, MIB);
    await expect(source.read(bad * MIB, 60)).rejects.toMatchObject({
      code: 'pack/corrupt',
      details: { chunk: bad },
    });
  },
);

it('S7: a file of another length is refused before it is read', async () => {
  const { chunks } = await open(2 * MIB);
  expect(() => verified(memory(seededBytes(3, 2 * MIB + 1)), chunks)).toThrow('pack/corrupt');
});

it('S7: a file whose last chunk is shorter than it was is refused on reading', async () => {
  const { bytes, chunks } = await open(2 * MIB);
  const source = verified(memory(bytes.slice(0, -1)), chunks);
  await expect(source.read(MIB, 10)).rejects.toMatchObject({ code: 'pack/corrupt', details: { chunk: 1 } });
});

it('reads at the same time are each right', async () => {
  const { bytes, source } = await open(6 * MIB);
  const spans = [
    [0, 5],
    [5 * MIB, 100],
    [MIB - 3, 2 * MIB],
    [7, 4 * MIB],
    [3 * MIB, 9],
  ] as const;
  const read = await Promise.all(spans.map(([offset, length]) => source.read(offset, length)));
  for (const [at, [offset, length]] of spans.entries()) {
    expect(Buffer.compare(read[at]!, bytes.subarray(offset, offset + length)), `read ${at}`).toBe(0);
  }
});

it('a read beyond the end is refused, an empty one is not', async () => {
  const { source } = await open(100);
  await expect(source.read(90, 11)).rejects.toMatchObject({ code: 'pack/corrupt' });
  await expect(source.read(-1, 5)).rejects.toMatchObject({ code: 'pack/corrupt' });
  expect(await source.read(100, 0)).toHaveLength(0);
});

it('closes the file under it', async () => {
  const { source, file } = await open(10);
  source.close();
  expect(file.close).toHaveBeenCalled();
});
