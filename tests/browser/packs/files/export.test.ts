import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PlannedPack } from '../../../../src/lib/domain/plan';
import type { ExportEvent, ExportResult } from '../../../../src/lib/packs/archive/export-to';
import { bringIn, device, digestOf, exported, type FilesBench, ggufOf, picked, plan } from './files-bench';

const MIB = 1024 * 1024;

let at: FilesBench;
let pack: PlannedPack;
let whole: Uint8Array<ArrayBuffer>;
let name = 0;

beforeEach(async () => {
  at = device();
  pack = await bringIn(at, [picked('a.gguf', ggufOf(12))]);
  whole = new Uint8Array(await (await exported(at, pack)).file.arrayBuffer());
});
afterEach(() => at.kill());

/** A file as from the save dialog. The browser's own folder stands for the person's disk: it is written in the same way. */
async function chosen(content?: Uint8Array<ArrayBuffer>): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle(`saved-${Date.now()}-${name++}.haversack.tar`, { create: true });
  if (content) {
    const output = await handle.createWritable();
    await output.write(content);
    await output.close();
  }
  return handle;
}

async function save(
  handle: FileSystemFileHandle,
  { signal, onEvent = () => {} }: { signal?: AbortSignal; onEvent?: (event: ExportEvent) => void } = {},
): Promise<ExportResult> {
  const stream = at.packs.stream('exportTo', { packId: pack.packId, handle }, signal);
  for (;;) {
    const step = await stream.next();
    if (step.done) return step.value;
    onEvent(step.value);
  }
}

const bytesIn = async (handle: FileSystemFileHandle) =>
  new Uint8Array(await (await handle.getFile()).arrayBuffer());

it('is written into a new file, the same bytes as by download, with progress', async () => {
  const handle = await chosen();
  const events: ExportEvent[] = [];
  const result = await save(handle, { onEvent: (event) => events.push(event) });
  expect(result).toEqual({ kind: 'saved', doneBytes: whole.length, keptBytes: 0, totalBytes: whole.length });
  expect(events[0]).toMatchObject({ kind: 'progress', totalBytes: whole.length });
  expect(await digestOf(await bytesIn(handle))).toBe(await digestOf(whole));
  expect((await plan(device(), [picked('x', await handle.getFile())])).plans[0]).toMatchObject({
    packId: pack.packId,
  });
});

it('goes on with a file that was cut off, and mends what in it is wrong', async () => {
  const part = whole.slice(0, 7 * MIB);
  part[3 * MIB]! ^= 1;
  const handle = await chosen(part);
  const result = await save(handle);
  expect(result.kind).toBe('saved');
  expect(result.keptBytes).toBeGreaterThan(4 * MIB);
  expect(result.keptBytes).toBeLessThan(7 * MIB);
  expect(await digestOf(await bytesIn(handle))).toBe(await digestOf(whole));
});

it('takes what is too long away from a file that was another one', async () => {
  const handle = await chosen(new Uint8Array(whole.length + 3 * MIB).fill(7));
  expect(await save(handle)).toMatchObject({ kind: 'saved', keptBytes: 0 });
  expect(await digestOf(await bytesIn(handle))).toBe(await digestOf(whole));
});

it('is complete at once if the file was', async () => {
  const handle = await chosen(whole);
  expect(await save(handle)).toMatchObject({ kind: 'saved', keptBytes: whole.length });
});

it('keeps what was written when it is paused, and goes on there', async () => {
  const handle = await chosen();
  const controller = new AbortController();
  at.hold(6 * MIB);
  const onEvent = () => {
    controller.abort();
    at.hold();
  };
  expect(await save(handle, { signal: controller.signal, onEvent })).toMatchObject({ kind: 'stopped' });
  const written = await bytesIn(handle);
  expect(await digestOf(written)).toBe(await digestOf(whole.slice(0, written.length)));
  const result = await save(handle);
  expect(result).toMatchObject({ kind: 'saved', keptBytes: written.length });
  expect(await digestOf(await bytesIn(handle))).toBe(await digestOf(whole));
});

it('of a pack with a flipped bit is refused in both ways, and nothing wrong is written', async () => {
  const [shard] = pack.manifest.shards;
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(at.root);
  const blob = await (await root.getDirectoryHandle('blobs')).getFileHandle(shard!.sha256);
  const output = await blob.createWritable({ keepExistingData: true });
  await output.write({ type: 'write', position: 5 * MIB, data: new Uint8Array([1, 2, 3, 4]) });
  await output.close();

  const handle = await chosen();
  await expect(save(handle)).rejects.toMatchObject({ code: 'pack/corrupt' });
  const written = await bytesIn(handle);
  expect(written.length).toBeLessThan(6 * MIB);
  expect(await digestOf(written)).toBe(await digestOf(whole.slice(0, written.length)));

  const check = at.packs.stream('verify', { packId: pack.packId });
  let step = await check.next();
  while (!step.done) step = await check.next();
  expect(step.value.verdict).toBe('corrupt');
});

it('of a pack that is not here is refused', async () => {
  await at.packs.call('remove', { packId: pack.packId });
  await expect(at.packs.call('exportParts', { packId: pack.packId })).rejects.toMatchObject({
    code: 'pack/missing',
  });
});
