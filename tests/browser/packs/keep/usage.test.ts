import { expect, it } from 'vitest';
import { smallPack } from '../../../fakes/small-pack';
import { bench, cut, folder } from '../bench';

const MIB = 1024 * 1024;
const LICENCE = 5000;

it('tells what each pack takes and what it shares, and counts every file in one place', async () => {
  const one = await smallPack({ mib: 2 });
  const two = await smallPack({ mib: 1, seed: 8, change: (manifest) => ({ ...manifest, name: 'Second' }) });
  const gone = await smallPack({ mib: 1, seed: 9, change: (manifest) => ({ ...manifest, name: 'Third' }) });
  const half = await smallPack({ mib: 4, seed: 10 });
  const at = bench({ attempts: 0 });
  for (const pack of [one, two, gone]) {
    await at.serve(pack);
    await at.install(pack);
  }
  await at.packs.call('remove', { packId: gone.entry.packId });
  await at.serve(half, [{ path: half.weights.sha256, ...cut(2.5 * MIB) }]);
  await expect(at.install(half)).rejects.toMatchObject({ code: 'source/unreachable' });
  const { bytes: partBytes } = await at.packs.call('parts', {});
  const loose = await (await folder(at.root, 'blobs')).getFileHandle('a'.repeat(64), { create: true });
  const writing = await loose.createWritable();
  await writing.write(new Uint8Array(777));
  await writing.close();

  const [a, b] = [one.entry.packId, two.entry.packId];
  expect(await at.packs.call('usage', {})).toEqual({
    place: 'opfs',
    modelBytes: 3 * MIB + LICENCE,
    packs: [
      { packId: a, name: 'Small pack', bytes: 2 * MIB + LICENCE, sharedBytes: LICENCE, sharedWith: [b] },
      { packId: b, name: 'Second', bytes: MIB + LICENCE, sharedBytes: LICENCE, sharedWith: [a] },
    ],
    removed: [{ packId: gone.entry.packId, name: 'Third', at: expect.any(String), bytes: MIB }],
    parts: { count: 1, bytes: partBytes },
    loose: { count: 1, bytes: 777 },
    rejected: { count: 0, bytes: 0 },
  });

  await at.packs.call('clearParts', {});
  const tidied = await at.packs.call('usage', {});
  expect([tidied.parts.bytes, tidied.loose.bytes, tidied.modelBytes]).toEqual([0, 0, 3 * MIB + LICENCE]);
});

it('S5: with all of the origin gone there is nothing, and no error', async () => {
  const pack = await smallPack({ mib: 1 });
  const at = bench();
  await at.serve(pack);
  await at.install(pack);
  at.kill();
  await (await navigator.storage.getDirectory()).removeEntry(at.root, { recursive: true });
  const { packs } = at.another();
  expect(await packs.call('list', {})).toEqual([]);
  expect(await packs.call('usage', {})).toMatchObject({ modelBytes: 0, packs: [], removed: [] });
  expect((await at.install(pack, { packs })).result).toMatchObject({ kind: 'installed' });
});

it('S5: a browser that was cleared by half is told from sizes, without reading a file, and offline', async () => {
  const pack = await smallPack({ mib: 2 });
  const at = bench({ attempts: 1 });
  await at.serve(pack);
  await at.install(pack);
  at.kill();
  await (await folder(at.root, 'blobs')).removeEntry(pack.weights.sha256);
  await at.serve(pack, [{ cutAt: -1 }]);
  const { packs } = at.another();
  const [listed] = await packs.call('list', {});
  expect(listed?.verification).toMatchObject({
    verdict: 'incomplete',
    checks: [
      { path: 'model.gguf', verdict: 'missing' },
      { path: 'LICENSE.txt', verdict: 'match' },
    ],
  });
  await expect(packs.call('files', { packId: pack.entry.packId })).rejects.toMatchObject({
    code: 'pack/missing',
  });
  expect(await at.log(), 'nothing was asked of the network').toEqual([]);
});
