import { beforeAll, describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import { seededBytes } from '../../fakes/seeded-bytes';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { bench, type Bench } from './bench';

const MIB = 1024 * 1024;
const entryOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('a sender’s reading', () => {
  let at: Bench;
  let pack: SmallPack;

  beforeAll(async () => {
    at = bench();
    pack = await smallPack({ mib: 3.5 });
    await at.serve(pack);
    await at.install(pack);
  });

  const read = (offset: number, length: number, sha256 = pack.weights.sha256, packId = pack.entry.packId) =>
    at.packs.call('readFile', { packId, sha256, offset, length });

  it('gives exactly the bytes that were asked for', async () => {
    const whole = seededBytes(7, 3.5 * MIB);
    for (const [offset, length] of [
      [0, 10],
      [MIB - 3, 6],
      [3 * MIB, MIB / 2],
      [0, 3.5 * MIB],
    ] as const) {
      const bytes = await read(offset, length);
      expect(bytes.length).toBe(length);
      expect(bytes.every((byte, index) => byte === whole[offset + index])).toBe(true);
    }
  });

  it('gives nothing of files that no installed pack names, or beyond their end', async () => {
    const other = 'ab'.repeat(32) as Digest;
    await expect(read(0, 1, other)).rejects.toMatchObject({ code: 'pack/missing' });
    await expect(read(0, 1, pack.weights.sha256, other)).rejects.toMatchObject({ code: 'pack/missing' });
    await expect(read(3 * MIB, MIB)).rejects.toMatchObject({ code: 'pack/corrupt' });
    await expect(read(0, 64 * MIB)).rejects.toMatchObject({ code: 'bug/unexpected' });
  });

  it('passes no flipped bit on', async () => {
    const store = await (await navigator.storage.getDirectory()).getDirectoryHandle(at.root);
    const blob = await (await store.getDirectoryHandle('blobs')).getFileHandle(pack.weights.sha256);
    const writing = await blob.createWritable({ keepExistingData: true });
    await writing.write({ type: 'write', position: 2 * MIB + 99, data: new Uint8Array([0]) });
    await writing.close();
    await expect(read(2 * MIB, MIB)).rejects.toMatchObject({ code: 'pack/corrupt', details: { chunk: 2 } });
    expect((await read(MIB, MIB)).length).toBe(MIB);
  });
});

describe('a receiver’s plan', () => {
  it('says what is here already, and survives what is no entry', async () => {
    const { packs } = bench();
    const { entry } = await smallPack({ mib: 2 });
    const plan = await packs.call('planPeer', { entry: entryOf(entry), name: 'A1B2C3' });
    expect(plan).toMatchObject({ trust: 'vouched', toFetch: 2 * MIB + 5000, unknown: [] });
    expect(plan.source).toEqual({ kind: 'peer', name: 'A1B2C3' });

    const { packId, manifest } = entry;
    const hostile = [
      new Uint8Array(0),
      new TextEncoder().encode('['.repeat(100_000)),
      entryOf({ packId, manifest, extra: 1 }),
      entryOf({ packId: 'x', manifest }),
      entryOf({ packId, manifest: { ...manifest, name: 'other' } }),
      new Uint8Array(6 * MIB).fill(32),
    ];
    for (const bytes of hostile)
      await expect(packs.call('planPeer', { entry: bytes, name: '' })).rejects.toMatchObject({
        code: expect.stringMatching(/^pack\/manifest-/),
      });
  });

  it('without a page that brings its bytes fails at once, and keeps what is here', async () => {
    const { packs } = bench();
    const { entry } = await smallPack({ mib: 2 });
    const { packId } = await packs.call('planPeer', { entry: entryOf(entry), name: 'A1B2C3' });
    const install = packs.stream('installPlanned', { packId, acceptedLicence: true });
    const all = async () => {
      for await (const event of install) expect(event.kind).toBe('plan');
    };
    await expect(all()).rejects.toMatchObject({ code: 'peer/failed' });
    expect(await packs.call('unfinished', {})).toHaveLength(1);
  });
});
