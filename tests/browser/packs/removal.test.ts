import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { cdp } from 'vitest/browser';
import type { PacksService } from '../../../src/lib/packs/service';
import type { Connection } from '../../../src/lib/wire/connect';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { bench, cut, sentOf, type Bench } from './bench';

const MIB = 1024 * 1024;
type Packs = Connection<PacksService>;

/** A device with these packs on it. */
async function device(...packs: SmallPack[]): Promise<Bench> {
  const at = bench();
  onTestFinished(() => at.kill()); // or it would offer this pack in the next test too
  await at.serve({ ...packs[0]!, files: Object.assign({}, ...packs.map(({ files }) => files)) });
  for (const pack of packs) await at.install(pack);
  return at;
}

const remove = (packs: Packs, { entry }: SmallPack) => packs.call('remove', { packId: entry.packId });
const undo = (packs: Packs, { entry }: SmallPack) => packs.call('undoRemove', { packId: entry.packId });
const names = async (packs: Packs) => (await packs.call('list', {})).map(({ packId }) => packId);

async function blobs({ root }: Bench): Promise<number> {
  const store = await (await navigator.storage.getDirectory()).getDirectoryHandle(root);
  return (await Array.fromAsync((await store.getDirectoryHandle('blobs')).keys())).length;
}

/** A tab that was ended gives its locks back when the browser comes to it. */
const freed = (at: Bench) => expect.poll(() => blobs(at)).toBe(0);

const one = await smallPack({ mib: 2 });
/** Another model that has the same licence text. */
const two = await smallPack({ mib: 1, seed: 8 });

describe('a pack that was removed', () => {
  it('is nowhere to be used, and comes back whole without a byte being fetched', async () => {
    const at = await device(one);
    await remove(at.packs, one);
    const { packId } = one.entry;
    expect(await names(at.packs)).toEqual([]);
    expect(await at.packs.call('unfinished', {})).toEqual([]);
    await expect(at.packs.call('files', { packId })).rejects.toMatchObject({ code: 'pack/missing' });
    await expect(at.packs.stream('verify', { packId }).next()).rejects.toMatchObject({
      code: 'pack/missing',
    });
    expect(await at.packs.call('removed', {})).toMatchObject([
      { packId, name: 'Small pack', bytes: 2 * MIB + 5000 },
    ]);
    const before = await at.log();
    await undo(at.packs, one);
    expect(await at.log()).toEqual(before);
    expect(await names(at.packs)).toEqual([packId]);
    expect(await at.packs.call('files', { packId })).toHaveLength(2);
    expect(await at.packs.call('removed', {})).toEqual([]);
  });

  it('is gone for good at the next start', async () => {
    const at = await device(one);
    await remove(at.packs, one);
    at.kill();
    const { packs } = at.another();
    expect(await names(packs)).toEqual([]);
    await freed(at);
    expect(await packs.call('removed', {})).toEqual([]);
    await expect(undo(packs, one)).rejects.toMatchObject({ code: 'pack/missing' });
  });

  it('stays for the tab that offers it when another tab opens, and goes when that tab ends', async () => {
    const at = await device(one);
    await remove(at.packs, one);
    const second = at.another();
    expect(await names(second.packs)).toEqual([]);
    expect(await second.packs.call('removed', {})).toHaveLength(1);
    await undo(at.packs, one);
    expect(await names(second.packs)).toEqual([one.entry.packId]);

    await remove(at.packs, one);
    at.kill();
    second.kill();
    const third = at.another();
    expect(await names(third.packs)).toEqual([]);
    await freed(at);
  });

  it('is freed at once on request, and then cannot be brought back, in no tab', async () => {
    const at = await device(one, two);
    await remove(at.packs, one);
    const second = at.another();
    expect(await second.packs.call('freeRemoved', {})).toEqual({ freedBytes: 2 * MIB });
    await expect(undo(at.packs, one)).rejects.toMatchObject({ code: 'pack/missing' });
    expect(await names(at.packs)).toEqual([two.entry.packId]);
    expect(await at.packs.call('files', { packId: two.entry.packId })).toHaveLength(2);
  });

  it('is back at once when it is installed again, and costs nothing', async () => {
    const at = await device(one);
    await remove(at.packs, one);
    const { events } = await at.install(one);
    expect(events[0]).toMatchObject({ kind: 'plan', toFetch: 0 });
    expect(sentOf(await at.log(), one)).toBe(2 * MIB);
    expect(await names(at.packs)).toEqual([one.entry.packId]);
    at.kill();
    expect(await names(at.another().packs), 'and the next start keeps it').toEqual([one.entry.packId]);
  });

  it('keeps what it shares with another one for that one, whichever goes first', async () => {
    const at = await device(one, two);
    await remove(at.packs, two);
    await remove(at.packs, one);
    await undo(at.packs, two);
    await at.packs.call('freeRemoved', {});
    expect(await at.packs.call('files', { packId: two.entry.packId })).toHaveLength(2);
    expect(await blobs(at)).toBe(2);
  });

  it('with a damaged mark is still removed, and goes at the next start', async () => {
    const at = await device(one);
    await remove(at.packs, one);
    const store = await (await navigator.storage.getDirectory()).getDirectoryHandle(at.root);
    const folder = await store.getDirectoryHandle('removed');
    const writing = await (await folder.getFileHandle(`${one.entry.packId}.json`)).createWritable();
    await writing.write('{');
    await writing.close();
    expect(await names(at.packs)).toEqual([]);
    at.kill();
    expect(await names(at.another().packs)).toEqual([]);
    await freed(at);
  });
});

it('an unfinished pack is forgotten at once: there is nothing to bring back', async () => {
  const at = bench({ attempts: 0 });
  await at.serve(one, [{ path: one.weights.sha256, ...cut(MIB + 5) }]);
  await expect(at.install(one)).rejects.toMatchObject({ code: 'source/unreachable' });
  await remove(at.packs, one);
  expect(await at.packs.call('removed', {})).toEqual([]);
  expect(await at.packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
});

describe('when the disk is full', () => {
  type Session = { send(method: string, params: object): Promise<unknown> };
  const setQuota = (quotaSize?: number) =>
    (cdp() as Session).send('Storage.overrideQuotaForOrigin', {
      origin: location.origin,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  afterEach(() => setQuota());

  it('what was removed makes room for what is wanted', async () => {
    const large = await smallPack({ mib: 12 });
    const next = await smallPack({ mib: 12, seed: 9 });
    const at = await device(large);
    await at.serve(next);
    await remove(at.packs, large);
    const { usage = 0 } = await navigator.storage.estimate();
    await setQuota(usage + 6 * MIB);
    expect((await at.install(next)).result).toMatchObject({ kind: 'installed' });
    await expect(undo(at.packs, large)).rejects.toMatchObject({ code: 'pack/missing' });
  });
});
