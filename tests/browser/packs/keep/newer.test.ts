import { expect, it, onTestFinished } from 'vitest';
import { smallPack, type SmallPack } from '../../../fakes/small-pack';
import { sha256 } from '../../../../src/lib/packs/form/sha256';
import { bench, type Bench, folder } from '../bench';

type Record = { format: number; manifest: { format: number } };

/** Writes the pack's receipt anew, as another version of the app would have it. */
async function rewrite(at: Bench, { entry }: SmallPack, change: (receipt: Record) => void): Promise<string> {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(at.root);
  const file = await (await root.getDirectoryHandle('packs')).getFileHandle(`${entry.packId}.json`);
  const receipt = JSON.parse((await (await file.getFile()).text()).slice(65)) as Record;
  change(receipt);
  const json = JSON.stringify(receipt);
  const text = `${await sha256(new TextEncoder().encode(json))}\n${json}`;
  const writer = await file.createWritable();
  await writer.write(text);
  await writer.close();
  return text;
}

async function receiptText(at: Bench, { entry }: SmallPack): Promise<string> {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(at.root);
  const file = await (await root.getDirectoryHandle('packs')).getFileHandle(`${entry.packId}.json`);
  return (await file.getFile()).text();
}

it.each<[string, (receipt: Record) => void]>([
  ['receipt', (receipt) => (receipt.format = 2)],
  ['manifest', (receipt) => (receipt.manifest.format = 7)],
])(
  'T10: a pack with a %s of a newer format is kept whole and counted, and is neither listed nor taken for broken',
  async (_, change) => {
    const [newer, ours] = [await smallPack({ mib: 2 }), await smallPack({ mib: 1, seed: 8 })];
    const at = bench();
    for (const pack of [newer, ours]) {
      await at.serve(pack);
      await at.install(pack);
    }
    const text = await rewrite(at, newer, change);
    at.kill();
    const { packs, kill } = at.another();
    onTestFinished(kill);
    expect((await packs.call('list', {})).map(({ packId }) => packId)).toEqual([ours.entry.packId]);
    expect(await packs.call('newer', {})).toBe(1);
    expect(await packs.call('unfinished', {})).toEqual([]);
    // Neither the clean-up nor the removal of another pack takes a file that it may share.
    await packs.call('clearParts', {});
    await packs.call('remove', { packId: ours.entry.packId });
    await packs.call('freeRemoved', {});
    expect(await receiptText(at, newer)).toBe(text);

    // The newer version comes back.
    await rewrite(at, newer, (receipt) => {
      receipt.format = 1;
      receipt.manifest.format = 1;
    });
    kill();
    const back = at.another();
    onTestFinished(back.kill);
    expect(await back.packs.call('list', {})).toMatchObject([
      { packId: newer.entry.packId, verification: { verdict: 'verified' } },
    ]);
    expect(await back.packs.call('newer', {})).toBe(0);
  },
);

it('T10: a damaged receipt is no newer one, whatever it says', async () => {
  const pack = await smallPack({ mib: 1 });
  const at = bench();
  await at.serve(pack);
  await at.install(pack);
  const file = await (await folder(at.root, 'packs')).getFileHandle(`${pack.entry.packId}.json`);
  const text = (await (await file.getFile()).text()).replace('"format":1', '"format":2');
  const writer = await file.createWritable();
  await writer.write(text);
  await writer.close();
  at.kill();
  const { packs, kill } = at.another();
  onTestFinished(kill);
  expect(await packs.call('list', {}), 'made again from the files').toHaveLength(1);
  expect(await packs.call('newer', {})).toBe(0);
});
