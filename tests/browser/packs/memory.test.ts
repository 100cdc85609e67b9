import { expect, it } from 'vitest';
import { openBytes } from '../../../src/lib/packs/store/read';
import type { PacksService } from '../../../src/lib/packs/service';
import { digestFile } from '../../../src/lib/packs/form/sha256';
import { verified } from '../../../src/lib/packs/store/verified';
import type { Connection } from '../../../src/lib/wire/connect';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { bench, cut, missingOf, sentOf } from './bench';

const MIB = 1024 * 1024;
const installed = { kind: 'installed', verification: { verdict: 'verified' } };

/** The digest of the weights as an engine reads them. */
async function digestRead(packs: Connection<PacksService>, { entry }: SmallPack): Promise<string> {
  const files = await packs.call('files', { packId: entry.packId });
  const { file } = files.find(({ role }) => role === 'weights')!;
  const source = verified(await openBytes(file.ref), file.chunks);
  try {
    return (await digestFile(source)).sha256;
  } finally {
    source.close();
  }
}

it('a pack in memory is installed, checked and read like any other, and is gone after a reload', async () => {
  const pack = await smallPack({ mib: 4.5 });
  const at = bench({ store: 'memory' });
  await at.serve(pack);
  expect((await at.install(pack)).result).toMatchObject(installed);
  expect(await digestRead(at.packs, pack)).toBe(pack.weights.sha256);
  expect(await at.packs.call('usage', {})).toMatchObject({
    place: 'memory',
    modelBytes: pack.weights.bytes + 5000,
  });
  at.kill();
  const { packs } = at.another();
  expect(await packs.call('list', {})).toEqual([]);
  await expect(packs.call('files', { packId: pack.entry.packId })).rejects.toMatchObject({
    code: 'pack/missing',
  });
});

it('a download in memory that was cut goes on, and a chunk that was changed on its way is healed', async () => {
  const pack = await smallPack({ mib: 5 });
  const at = bench({ store: 'memory', attempts: 0 });
  await at.serve(pack, [{ path: pack.weights.sha256, ...cut(2.5 * MIB) }]);
  await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/unreachable' });
  const missing = await missingOf(at.packs);
  expect(missing).toBeLessThan(pack.weights.bytes);
  await at.serve(pack, [{ path: pack.weights.sha256, on: [0], flip: [4 * MIB + 7] }]);
  const { result, events } = await at.install(pack);
  expect(result).toMatchObject(installed);
  expect(events).toContainEqual({ kind: 'healed', path: 'model.gguf', chunks: 1 });
  expect(sentOf(await at.log(), pack)).toBe(missing + MIB);
  expect(await digestRead(at.packs, pack)).toBe(pack.weights.sha256);
});

it('removing, bringing back and freeing work in memory too', async () => {
  const pack = await smallPack({ mib: 1 });
  const { packId } = pack.entry;
  const at = bench({ store: 'memory' });
  await at.serve(pack);
  await at.install(pack);
  await at.packs.call('remove', { packId });
  expect(await at.packs.call('list', {})).toEqual([]);
  await at.packs.call('undoRemove', { packId });
  expect(await digestRead(at.packs, pack)).toBe(pack.weights.sha256);
  await at.packs.call('remove', { packId });
  expect(await at.packs.call('freeRemoved', {})).toEqual({ freedBytes: MIB + 5000 });
  expect(await at.packs.call('usage', {})).toMatchObject({ modelBytes: 0, removed: [] });
});

it('a pack that memory cannot hold is refused before anything is fetched', async () => {
  const pack = await smallPack({
    mib: 1,
    change: (manifest) => ({
      ...manifest,
      shards: manifest.shards.map(({ chunks: _chunks, ...shard }) =>
        shard.role === 'weights' ? { ...shard, bytes: 60 * 1024 * MIB } : shard,
      ),
    }),
  });
  const at = bench({ store: 'memory' });
  await at.serve(pack);
  await expect(at.install(pack)).rejects.toMatchObject({
    code: 'storage/quota',
    details: { needed: expect.any(Number), available: expect.any(Number) },
  });
  expect(await at.log()).toEqual([]);
});

it('who chooses not to save finds an empty place, saves nothing, and has everything again after a reload', async () => {
  const saved = await smallPack({ mib: 1 });
  const unsaved = await smallPack({ mib: 1, seed: 8 });
  const at = bench();
  await at.serve({ ...saved, files: { ...saved.files, ...unsaved.files } });
  await at.install(saved);
  await at.packs.call('withoutSaving', {});
  expect(await at.packs.call('place', {})).toBe('memory');
  expect(await at.packs.call('list', {})).toEqual([]);
  expect((await at.install(unsaved)).result).toMatchObject(installed);
  expect(await digestRead(at.packs, unsaved)).toBe(unsaved.weights.sha256);
  at.kill();
  const { packs } = at.another();
  expect((await packs.call('list', {})).map(({ packId }) => packId)).toEqual([saved.entry.packId]);
  expect(await packs.call('usage', {})).toMatchObject({
    place: 'opfs',
    loose: { count: 0 },
    parts: { count: 0 },
  });
});
