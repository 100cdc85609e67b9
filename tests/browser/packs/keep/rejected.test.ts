import { afterEach, expect, it } from 'vitest';
import { smallPack, type SmallPack } from '../../../fakes/small-pack';
import { follow, plannedBench, sentOf, type PlannedBench } from '../planned-bench';

const MIB = 1024 * 1024;
const installed = { kind: 'installed', verification: { verdict: 'verified' } };

let at: PlannedBench;
afterEach(() => at.kill());

async function installs(pack: SmallPack) {
  const { packId } = await at.packs.call('plan', { manifest: pack.entry.manifest, source: at.hub() });
  return follow(at.packs.stream('installPlanned', { packId, acceptedLicence: true }));
}
const { packId: nobody } = (await smallPack({ mib: 0.1, seed: 3 })).entry;

it.each([undefined, 'cache'] as const)(
  'a file that is another one is kept apart with the reason, and fetched again alone (store %s)',
  async (store) => {
    const pack = await smallPack({ mib: 2.5, chunked: false });
    at = await plannedBench(store ? { store } : {});
    await at.serve(pack, [{ path: 'model.gguf', flip: [MIB] }]);
    await expect(installs(pack)).rejects.toMatchObject({ code: 'source/digest' });

    const { packId } = pack.entry;
    const { sha256, bytes } = pack.weights;
    expect(await at.packs.call('rejected', {})).toMatchObject([
      { packId, sha256, path: 'model.gguf', bytes, reason: 'digest', from: location.host },
    ]);
    const [{ found } = { found: '' }] = await at.packs.call('rejected', {});
    expect(found).toMatch(/^[0-9a-f]{64}$/);
    expect(found).not.toBe(sha256);
    expect(await at.packs.call('sizes', { sha256 })).toEqual({
      blob: null,
      rejected: bytes,
      readable: false,
    });
    expect(await at.packs.call('list', {})).toEqual([]);
    const [unfinished] = await at.packs.call('unfinished', {});
    expect(unfinished, 'it does not go on by itself').toMatchObject({ packId, rejected: true });

    await at.serve(pack);
    const { result } = await follow(at.packs.stream('refetch', { packId, path: 'model.gguf' }));
    expect(result).toMatchObject(installed);
    expect(await at.packs.call('rejected', {})).toEqual([]);
    expect(await at.packs.call('sizes', { sha256 })).toEqual({ blob: bytes, rejected: null, readable: true });
    const log = await at.log();
    expect(sentOf(log, 'LICENSE.txt'), 'what was right is not fetched again').toBe(0);
    expect(sentOf(log, 'model.gguf')).toBe(bytes);
  },
);

it('of a file with digests per chunk the right chunks stay, and the wrong one is named', async () => {
  const pack = await smallPack({ mib: 3 });
  at = await plannedBench();
  await at.serve(pack, [{ path: 'model.gguf', flip: [2 * MIB + 5] }]);
  await expect(installs(pack)).rejects.toMatchObject({ code: 'source/digest', details: { chunk: 2 } });
  expect(await at.packs.call('rejected', {})).toMatchObject([{ bytes: 0, reason: 'digest' }]);
  await at.serve(pack);
  const again = at.packs.stream('refetch', { packId: pack.entry.packId, path: 'model.gguf' });
  expect((await follow(again)).result).toMatchObject(installed);
  expect(sentOf(await at.log(), 'model.gguf')).toBe(MIB);
});

it('what is kept apart can be cleared, and goes with the pack', async () => {
  const pack = await smallPack({ mib: 1.5, chunked: false });
  at = await plannedBench();
  const damaged = () => at.serve(pack, [{ path: 'model.gguf', flip: [7] }]);
  await damaged();
  await expect(installs(pack)).rejects.toMatchObject({ code: 'source/digest' });
  expect(await at.packs.call('clearRejected', {})).toEqual({ freedBytes: pack.weights.bytes });
  expect(await at.packs.call('rejected', {})).toEqual([]);

  await damaged();
  await expect(installs(pack)).rejects.toMatchObject({ code: 'source/digest' });
  await at.packs.call('remove', { packId: pack.entry.packId });
  expect(await at.packs.call('rejected', {})).toEqual([]);
  expect(await at.packs.call('sizes', { sha256: pack.weights.sha256 })).toMatchObject({ rejected: null });
});

it('a server that sends more than it should is the reason of length', async () => {
  const pack = await smallPack({ mib: 1, chunked: false });
  at = await plannedBench();
  await at.serve(pack, [{ path: 'model.gguf', instead: { seed: 50, bytes: 3 * MIB } }]);
  await expect(installs(pack)).rejects.toMatchObject({ code: 'source/too-long' });
  expect(await at.packs.call('rejected', {})).toMatchObject([{ reason: 'length', bytes: MIB }]);
});

it('only files of packs that were asked for can be fetched again', async () => {
  at = await plannedBench();
  const asked = at.packs.stream('refetch', { packId: nobody, path: 'model.gguf' });
  await expect(asked.next()).rejects.toMatchObject({ code: 'pack/missing' });
});

it('a pack whose files do not fit together gets no receipt, and says why', async () => {
  const pack = await smallPack({ mib: 1 });
  at = await plannedBench({ vet: 'unfit' });
  await at.serve(pack);
  await expect(installs(pack)).rejects.toMatchObject({ code: 'pack/unfit' });
  expect(await at.packs.call('list', {})).toEqual([]);
  expect(await at.packs.call('rejected', {})).toMatchObject([
    { reason: 'structure', path: 'model.gguf', found: 'no such architecture' },
  ]);
  // Another start has all the bytes, and still makes no pack of them.
  const next = at.another();
  expect(await next.call('list', {})).toEqual([]);
  expect(await next.call('unfinished', {})).toMatchObject([{ rejected: true }]);
});
