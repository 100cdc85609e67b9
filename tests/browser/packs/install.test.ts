import { expect, it } from 'vitest';
import { smallPack } from '../../fakes/small-pack';
import { openBytes } from '../../../src/lib/packs/read';
import { verified } from '../../../src/lib/packs/verified';
import { seededBytes } from '../../fakes/seeded-bytes';
import { bench, sentOf } from './bench';

const MIB = 1024 * 1024;

it('installs a pack, lists it, and hands out files whose bytes are the published ones', async () => {
  const pack = await smallPack({ mib: 4.5 });
  const { serve, install, packs, log } = bench();
  await serve(pack);
  const { result, events } = await install(pack);
  expect(result).toMatchObject({ kind: 'installed', verification: { verdict: 'verified' } });
  expect(events[0]).toMatchObject({
    kind: 'plan',
    totalBytes: pack.weights.bytes + 5000,
    heldBytes: 0,
    files: 2,
  });
  expect(events.filter(({ kind }) => kind === 'file-verified')).toHaveLength(2);
  expect(sentOf(await log(), pack)).toBe(pack.weights.bytes);

  expect((await packs.call('list', {})).map(({ packId }) => packId)).toEqual([pack.entry.packId]);
  expect(await packs.call('unfinished', {})).toEqual([]);
  expect(await packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
  const files = await packs.call('files', { packId: pack.entry.packId });
  const { file } = files.find(({ role }) => role === 'weights')!;
  const source = verified(await openBytes(file.ref), file.chunks);
  expect(source.size).toBe(pack.weights.bytes);
  const expected = seededBytes(7, source.size);
  expect(await source.read(MIB - 10, 20)).toEqual(expected.slice(MIB - 10, MIB + 10));
  source.close();
});
