import { describe, expect, it } from 'vitest';
import { openBytes } from '../../../../src/lib/packs/store/read';
import { sha256 } from '../../../../src/lib/packs/form/sha256';
import { verified } from '../../../../src/lib/packs/store/verified';
import { smallPack, type SmallPack } from '../../../fakes/small-pack';
import { bench, type Bench, cut, folder, missingOf, sentOf } from '../bench';

const MIB = 1024 * 1024;
const installed = { kind: 'installed', verification: { verdict: 'verified' } };

/** Changes a file behind the app's back, as a failing disk would. */
async function damage(
  at: Bench,
  area: string,
  name: string,
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
): Promise<void> {
  const file = await (await folder(at.root, area)).getFileHandle(name);
  const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
  const writer = await file.createWritable();
  await writer.write(change(bytes));
  await writer.close();
}

/** The digest of the weights as an engine reads them. */
async function digestRead(at: Bench, pack: SmallPack): Promise<string> {
  const files = await at.packs.call('files', { packId: pack.entry.packId });
  const { file } = files.find(({ role }) => role === 'weights')!;
  const source = verified(await openBytes(file.ref), file.chunks);
  try {
    const all = new Uint8Array(source.size);
    for (let offset = 0; offset < source.size; offset += 300_000) {
      all.set(await source.read(offset, Math.min(300_000, source.size - offset)), offset);
    }
    return await sha256(all);
  } finally {
    source.close();
  }
}

async function verify(at: Bench, pack: SmallPack) {
  const stream = at.packs.stream('verify', { packId: pack.entry.packId });
  let step = await stream.next();
  while (!step.done) step = await stream.next();
  return step.value;
}

async function resume(at: Bench, pack: SmallPack, packs = at.packs) {
  const stream = packs.stream('resume', { packId: pack.entry.packId });
  let step = await stream.next();
  while (!step.done) step = await stream.next();
  return step.value;
}

describe('S7: a stored file that is', () => {
  const flip = (at: number) => (bytes: Uint8Array<ArrayBuffer>) => {
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes;
  };
  it.each([
    ['truncated by one byte', (bytes: Uint8Array<ArrayBuffer>) => bytes.subarray(0, -1), 'length', 1],
    ['extended', (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array([...bytes, 1, 2]), 'length', 0],
    ['changed in one bit', flip(2 * MIB + 9), 'digest', 1],
    ['filled with zeros', (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(0), 'digest', 3],
  ] as const)(
    '%s is found on reading, told by verify, and repaired by the chunk',
    async (_name, change, verdict, bad) => {
      const pack = await smallPack({ mib: 3 });
      const at = bench();
      await at.serve(pack);
      await at.install(pack);
      await damage(at, 'blobs', pack.weights.sha256, change);

      await expect(digestRead(at, pack)).rejects.toMatchObject({ code: 'pack/corrupt' });
      const verification = await verify(at, pack);
      expect(verification.verdict).toBe('corrupt');
      expect(verification.checks.find(({ path }) => path === 'model.gguf')?.verdict).toBe(verdict);
      expect((await at.packs.call('list', {}))[0]?.verification.verdict).toBe('corrupt');

      const before = sentOf(await at.log(), pack);
      expect(await resume(at, pack)).toMatchObject(installed);
      expect(sentOf(await at.log(), pack) - before).toBeLessThanOrEqual(bad * MIB);
      expect(await digestRead(at, pack)).toBe(pack.weights.sha256);
      expect((await verify(at, pack)).verdict).toBe('verified');
    },
  );

  it('damaged while offline is refused, and the pack is kept for repair', async () => {
    const pack = await smallPack({ mib: 2 });
    const at = bench({ attempts: 0 });
    await at.serve(pack);
    await at.install(pack);
    await damage(at, 'blobs', pack.weights.sha256, flip(5));
    await at.serve(pack, [{ cutAt: -1 }]);
    await expect(resume(at, pack)).rejects.toMatchObject({ code: 'source/unreachable' });
    expect(await at.packs.call('list', {})).toHaveLength(1);
  });

  it('gone is told as missing, and fetched again', async () => {
    const pack = await smallPack({ mib: 1 });
    const at = bench();
    await at.serve(pack);
    await at.install(pack);
    await (await folder(at.root, 'blobs')).removeEntry(pack.weights.sha256);
    await expect(at.packs.call('files', { packId: pack.entry.packId })).rejects.toMatchObject({
      code: 'pack/missing',
    });
    expect((await verify(at, pack)).verdict).toBe('incomplete');
    expect(await resume(at, pack)).toMatchObject(installed);
  });
});

describe('S8: a record that is', () => {
  it.each([
    ['damaged', (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(0x20, 100, 140)],
    ['cut short', (bytes: Uint8Array<ArrayBuffer>) => bytes.subarray(0, 70)],
    ['empty', (bytes: Uint8Array<ArrayBuffer>) => bytes.subarray(0, 0)],
  ])('%s is ignored, and the receipt is made again from the files, offline', async (_name, change) => {
    const pack = await smallPack({ mib: 2 });
    const at = bench({ attempts: 0 });
    await at.serve(pack);
    await at.install(pack);
    await damage(at, 'packs', `${pack.entry.packId}.json`, change);
    await at.serve(pack, [{ cutAt: -1 }]);
    at.kill();
    const { packs } = at.another();
    expect(await packs.call('list', {})).toMatchObject([
      { packId: pack.entry.packId, verification: { verdict: 'verified' } },
    ]);
    expect(await at.log()).toEqual([]);
  });

  it('damaged beside a damaged file never brings the pack back as ready', async () => {
    const pack = await smallPack({ mib: 2 });
    const at = bench();
    await at.serve(pack);
    await at.install(pack);
    await damage(at, 'packs', `${pack.entry.packId}.json`, (bytes) => bytes.subarray(0, 70));
    await damage(at, 'blobs', pack.weights.sha256, (bytes) => bytes.fill(3, 0, 4));
    at.kill();
    const { packs } = at.another();
    expect(await packs.call('list', {})).toEqual([]);
    expect(await resume(at, pack, packs)).toMatchObject(installed);
  });

  it('about the progress of a part, and damaged, costs nothing where chunks have digests', async () => {
    const pack = await smallPack({ mib: 12 });
    const at = bench({ attempts: 0 });
    await at.serve(pack, [{ path: pack.weights.sha256, on: [1], ...cut(10.5 * MIB) }]);
    await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/unreachable' });
    await damage(at, 'progress', `${pack.weights.sha256}.json`, (bytes) => bytes.fill(0x30, 0, 10));
    const missing = await missingOf(at.packs);
    await at.serve(pack);
    expect((await at.install(pack)).result).toMatchObject(installed);
    expect(sentOf(await at.log(), pack)).toBe(missing);
  });

  it('behind its file, which has grown since, is what counts where chunks have no digests', async () => {
    const pack = await smallPack({ mib: 6, chunked: false });
    const at = bench({ attempts: 0 });
    await at.serve(pack, [{ path: pack.weights.sha256, on: [1], ...cut(3.5 * MIB) }]);
    await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/unreachable' });
    const missing = await missingOf(at.packs);
    await damage(
      at,
      'parts',
      pack.weights.sha256,
      (bytes) => new Uint8Array([...bytes, ...new Uint8Array(9999)]),
    );
    await at.serve(pack);
    expect((await at.install(pack)).result).toMatchObject(installed);
    expect(sentOf(await at.log(), pack)).toBe(missing);
  });
});

describe('S10: without OPFS', () => {
  it('packs are kept in Cache Storage, with the same checks, resume and repair', async () => {
    const pack = await smallPack({ mib: 4.5 });
    const at = bench({ store: 'cache', attempts: 0 });
    await at.serve(pack, [{ path: pack.weights.sha256, on: [1], ...cut(2.5 * MIB) }]);
    await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/unreachable' });
    at.kill();
    const { packs } = at.another();
    const mine = { ...at, packs };
    const missing = await missingOf(packs);
    expect(missing).toBeLessThan(pack.weights.bytes);
    await at.serve(pack);
    expect((await at.install(pack, { packs })).result).toMatchObject(installed);
    expect(sentOf(await at.log(), pack)).toBe(missing);
    expect(await digestRead(mine, pack)).toBe(pack.weights.sha256);
    expect((await packs.call('storage', {})).opfs).toBe(false);

    const cache = await caches.open(at.root);
    await cache.put(
      `https://store.invalid/chunks/${pack.weights.sha256}/1`,
      new Response(new Uint8Array(MIB)),
    );
    await expect(digestRead(mine, pack)).rejects.toMatchObject({
      code: 'pack/corrupt',
      details: { chunk: 1 },
    });
    expect((await verify(mine, pack)).verdict).toBe('corrupt');
    expect(await resume(at, pack, packs)).toMatchObject(installed);
    expect(sentOf(await at.log(), pack)).toBe(missing + MIB);
    expect((await verify(mine, pack)).verdict).toBe('verified');

    await packs.call('remove', { packId: pack.entry.packId });
    expect(await packs.call('list', {})).toEqual([]);
    await packs.call('freeRemoved', {});
    expect(await cache.keys()).toEqual([]);
  });
});

it('a file that two packs share is fetched once, and removed with the last of them', async () => {
  const one = await smallPack({ mib: 2 });
  const two = await smallPack({ mib: 2, change: (manifest) => ({ ...manifest, name: 'Another name' }) });
  const at = bench();
  await at.serve(one);
  await at.install(one);
  const { events } = await at.install(two);
  expect(events[0]).toMatchObject({ kind: 'plan', toFetch: 0 });
  expect(sentOf(await at.log(), one)).toBe(2 * MIB);
  await at.packs.call('remove', { packId: one.entry.packId });
  await at.packs.call('freeRemoved', {});
  expect(await digestRead(at, two)).toBe(two.weights.sha256);
  await at.packs.call('remove', { packId: two.entry.packId });
  await at.packs.call('freeRemoved', {});
  for (const name of ['blobs', 'parts', 'progress', 'manifests', 'packs', 'wanted', 'removed', 'refusals']) {
    expect(await Array.fromAsync((await folder(at.root, name)).keys()), name).toEqual([]);
  }
});

it('a pack that an engine reads is not removed', async () => {
  const pack = await smallPack({ mib: 1 });
  const at = bench();
  await at.serve(pack);
  await at.install(pack);
  const [, weights] = await at.packs
    .call('files', { packId: pack.entry.packId })
    .then((files) => files.sort((a, b) => a.file.bytes - b.file.bytes));
  const source = await openBytes(weights!.file.ref);
  await expect(at.packs.call('remove', { packId: pack.entry.packId })).rejects.toMatchObject({
    code: 'pack/in-use',
  });
  expect(await at.packs.call('list', {})).toHaveLength(1);
  source.close();
  await expect
    .poll(() =>
      at.packs.call('remove', { packId: pack.entry.packId }).then(
        () => 'removed',
        () => 'in use',
      ),
    )
    .toBe('removed');
});

it('partial files are counted, and freed on request, without touching packs', async () => {
  const ready = await smallPack({ mib: 1, seed: 11 });
  const pack = await smallPack({ mib: 4 });
  const at = bench({ attempts: 0 });
  await at.serve(ready);
  await at.install(ready);
  await at.serve(pack, [{ path: pack.weights.sha256, ...cut(2.5 * MIB) }]);
  await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/unreachable' });
  const { count, bytes } = await at.packs.call('parts', {});
  expect(count).toBe(1);
  expect(bytes).toBeGreaterThan(0);
  expect(await at.packs.call('clearParts', {})).toEqual({ freedBytes: bytes });
  expect(await at.packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
  expect((await verify(at, ready)).verdict).toBe('verified');
  expect(await at.packs.call('unfinished', {})).toMatchObject([{ packId: pack.entry.packId }]);
  await at.packs.call('remove', { packId: pack.entry.packId });
  expect(await at.packs.call('unfinished', {})).toEqual([]);
});
