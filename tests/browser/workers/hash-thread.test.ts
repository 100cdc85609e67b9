import { afterEach, expect, it } from 'vitest';
import { openSha256, type OpenSha256 } from '../../../src/lib/packs/form/sha256';
import { threadedSha256 } from '../../../src/lib/workers/hash-thread';
import { seededBytes } from '../../fakes/seeded-bytes';

const MIB = 1024 * 1024;
const bytes = seededBytes(11, 20 * MIB + 77);
/** The same hash on this thread, which is compared with another library's in the tests beside it. */
const expected = digestWith(openSha256);

const started: Worker[] = [];
afterEach(() => started.splice(0).forEach((worker) => worker.terminate()));
const counted = () => {
  const worker = new Worker(new URL('../../../src/lib/workers/hash.ts', import.meta.url), { type: 'module' });
  started.push(worker);
  return worker;
};

/** Through one buffer that is written over again and again, as the store does it. */
async function digestWith(open: OpenSha256, from = 0, state?: Uint8Array) {
  const stream = await open({ bytes: bytes.length, ...(state ? { state } : {}) });
  const buffer = new Uint8Array(MIB);
  for (let at = from; at < bytes.length; at += MIB) {
    const part = bytes.subarray(at, at + MIB);
    buffer.set(part);
    await stream.update(buffer.subarray(0, part.length));
    buffer.fill(0);
  }
  const digest = await stream.digest();
  stream.close();
  return digest;
}

it('a long file hashed on a thread of its own gets the same digest', async () => {
  expect(await digestWith(threadedSha256(counted))).toBe(await expected);
  expect(started).toHaveLength(1);
});

it('several at a time share the thread; when the last has ended the next begins another', async () => {
  const open = threadedSha256(counted);
  expect(await Promise.all([digestWith(open), digestWith(open)])).toEqual([await expected, await expected]);
  expect(started).toHaveLength(1);
  await digestWith(open);
  expect(started).toHaveLength(2);
});

it('what one thread has saved, another goes on from, and this one too', async () => {
  const first = await threadedSha256(counted)({ bytes: bytes.length });
  for (let at = 0; at < 7 * MIB; at += MIB) await first.update(bytes.slice(at, at + MIB));
  const state = await first.save();
  first.close();
  expect(await digestWith(threadedSha256(counted), 7 * MIB, state)).toBe(await expected);
  expect(await digestWith(openSha256, 7 * MIB, state)).toBe(await expected);
});

it('a state of another build is refused', async () => {
  const state = new Uint8Array(116);
  await expect(threadedSha256(counted)({ bytes: bytes.length, state })).rejects.toThrow();
});

it('a short file starts no thread', async () => {
  const stream = await threadedSha256(counted)({ bytes: 5000 });
  await stream.update(bytes.slice(0, 5000));
  stream.close();
  expect(started).toEqual([]);
});

it('where the thread’s code cannot be had, the file is hashed on this one', async () => {
  const nowhere = () => new Worker('/no-such-code.js', { type: 'module' });
  expect(await digestWith(threadedSha256(nowhere))).toBe(await expected);
});
