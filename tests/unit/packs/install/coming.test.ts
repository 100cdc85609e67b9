import { expect, it } from 'vitest';
import type { Digest } from '../../../../src/lib/domain/digest';
import type { Shard } from '../../../../src/lib/domain/pack';
import { type Arrival, openArrival } from '../../../../src/lib/packs/fetch/arrival';
import { comingFiles } from '../../../../src/lib/packs/install/coming';
import { digestFile, sha256 } from '../../../../src/lib/packs/form/sha256';
import { memoryStore } from '../../../../src/lib/packs/store/store-memory';
import { countedSource } from '../../../fakes/memory-archive';
import { seededBytes } from '../../../fakes/seeded-bytes';

const MIB = 1024 * 1024;
const bytes = seededBytes(8, 3 * MIB + 100);
const { sha256: name, chunks } = await digestFile(countedSource(bytes));
const shard: Shard = { path: 'model.gguf', role: 'weights', bytes: bytes.length, sha256: name };

async function arriving() {
  const store = await memoryStore();
  const stop = new AbortController();
  const files = comingFiles(store, stop.signal);
  const arrival = await openArrival(store, shard);
  return { store, stop, files, arrival, source: await files.open(shard) };
}

async function append(arrival: Arrival, from: Uint8Array<ArrayBuffer>, index: number): Promise<void> {
  const chunk = from.slice(index * MIB, (index + 1) * MIB);
  await arrival.append(chunk, await sha256(chunk));
}

/** Whether a promise has settled once everything that was begun is done. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  const settled = () => void (done = true);
  void promise.then(settled, settled);
  await new Promise((resolve) => setTimeout(resolve, 20));
  return done;
}

it('reads what is held while the rest is coming, and waits for what is not', async () => {
  const { files, arrival, source } = await arriving();
  await append(arrival, bytes, 0);
  files.grown(name, arrival);
  expect(Buffer.compare(await source.read(5, 100), bytes.subarray(5, 105))).toBe(0);
  const across = source.read(MIB - 10, 20);
  expect(await isSettled(across)).toBe(false);
  await append(arrival, bytes, 1);
  files.grown(name, arrival);
  expect(Buffer.compare(await across, bytes.subarray(MIB - 10, MIB + 10))).toBe(0);
});

it('reads on from the whole file, checked, once nobody writes to it any more', async () => {
  const { store, files, arrival, source } = await arriving();
  await append(arrival, bytes, 0);
  files.grown(name, arrival);
  await source.read(0, MIB);
  const end = source.read(3 * MIB, 100);
  for (const index of [1, 2, 3]) await append(arrival, bytes, index);
  expect(await arrival.finish()).toEqual({ chunks });
  files.grown(name, undefined);
  files.here(name, chunks);
  expect(Buffer.compare(await end, bytes.subarray(3 * MIB))).toBe(0);
  expect(files.readTruly()).toBe(true);
  expect(await store.size('blobs', name)).toBe(bytes.length);
  source.close();
});

it('a file that began afresh with other bytes was not read truly', async () => {
  const { files, arrival, source } = await arriving();
  await append(arrival, seededBytes(9, bytes.length), 0);
  files.grown(name, arrival);
  await source.read(0, 10);
  await arrival.restart();
  files.grown(name, arrival);
  for (const index of [0, 1, 2, 3]) await append(arrival, bytes, index);
  await arrival.finish();
  files.here(name, chunks);
  expect(Buffer.compare(await source.read(0, 10), bytes.subarray(0, 10))).toBe(0);
  expect(files.readTruly()).toBe(false);
});

it('what was read of a file that never came whole was not read truly', async () => {
  const { files, arrival, source } = await arriving();
  await append(arrival, bytes, 0);
  files.grown(name, arrival);
  await source.read(0, 10);
  expect(files.readTruly()).toBe(false);
});

it('bytes that a disk changed meanwhile are refused', async () => {
  const { files, arrival, source } = await arriving();
  const chunk = bytes.slice(0, MIB);
  await arrival.append(chunk, await sha256(new Uint8Array(1)));
  files.grown(name, arrival);
  await expect(source.read(0, 10)).rejects.toMatchObject({ code: 'pack/corrupt' });
});

it('whoever waits is let go at the end, and nothing is read beyond a file', async () => {
  const { stop, source } = await arriving();
  const waiting = source.read(0, 10);
  stop.abort(new DOMException('over', 'AbortError'));
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(source.read(bytes.length - 1, 2)).rejects.toMatchObject({ code: 'pack/corrupt' });
});

it('a file that was here before is read without waiting for one that is written', async () => {
  const { store, stop } = await arriving();
  const files = comingFiles(store, stop.signal);
  const small = seededBytes(1, 100);
  const digest: Digest = await sha256(small);
  const arrival = await openArrival(store, { path: 'l', bytes: 100, sha256: digest });
  await arrival.append(small, digest);
  await arrival.finish();
  files.here(digest, [digest]);
  const source = await files.open({ path: 'l', role: 'licence', bytes: 100, sha256: digest });
  expect(await source.read(0, 100)).toEqual(small);
});
