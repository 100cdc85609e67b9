import { expect, it } from 'vitest';
import { smallPack } from '../../fakes/small-pack';
import { bench } from './bench';

/** As when a person clears this site's data while a tab of it is open. */
async function clear(root: string): Promise<void> {
  await (await navigator.storage.getDirectory()).removeEntry(root, { recursive: true });
}

it('S5: data that is cleared under an open tab: the list is empty, and the model can be installed again', async () => {
  const pack = await smallPack({ mib: 2 });
  const at = bench();
  await at.serve(pack);
  await at.install(pack);
  await clear(at.root);

  expect(await at.packs.call('list', {})).toEqual([]);
  expect(await at.packs.call('usage', {})).toMatchObject({ modelBytes: 0, packs: [] });
  await expect(at.packs.call('files', { packId: pack.entry.packId })).rejects.toMatchObject({
    code: 'pack/missing',
  });
  expect((await at.install(pack)).result).toMatchObject({ kind: 'installed' });
  expect(await at.packs.call('list', {})).toHaveLength(1);
});

it('S5: what another tab has installed since is seen by the tab that was open before', async () => {
  const pack = await smallPack({ mib: 1 });
  const at = bench();
  await at.serve(pack);
  await at.install(pack);
  await clear(at.root);
  await at.install(pack, { packs: at.another().packs });
  expect(await at.packs.call('list', {})).toHaveLength(1);
});
