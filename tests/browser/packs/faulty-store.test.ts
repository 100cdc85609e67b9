import { describe, expect, it } from 'vitest';
import { openBytes } from '../../../src/lib/packs/store/read';
import { sha256 } from '../../../src/lib/packs/form/sha256';
import type { PacksService } from '../../../src/lib/packs/service';
import { verified } from '../../../src/lib/packs/store/verified';
import { connect, type Connection } from '../../../src/lib/wire/connect';
import type { Port } from '../../../src/lib/wire/protocol';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { bench, sentOf } from './bench';
import type { FaultySetting } from './faulty-store-worker';

const MIB = 1024 * 1024;
const installed = { kind: 'installed', verification: { verdict: 'verified' } };

function faulty(setting: FaultySetting) {
  // In one expression: only so is it seen as a worker, which may load code later.
  const worker = new Worker(new URL('./faulty-store-worker.ts', import.meta.url), {
    type: 'module',
    name: JSON.stringify(setting),
  });
  return { packs: connect<PacksService>(worker as Port), kill: () => worker.terminate() };
}

/** The digest of the weights as an engine reads them. */
async function digestRead(packs: Connection<PacksService>, pack: SmallPack): Promise<string> {
  const files = await packs.call('files', { packId: pack.entry.packId });
  const { file } = files.find(({ role }) => role === 'weights')!;
  const source = verified(await openBytes(file.ref), file.chunks);
  try {
    return await sha256(await source.read(0, source.size));
  } finally {
    source.close();
  }
}

describe('N4: a worker that ends after the last byte has come', () => {
  it.each([
    ['before the file is committed', 'commit', undefined],
    ['before the receipt is written', 'receipt', undefined],
    ['before the file is committed, in Cache Storage', 'commit', 'OPFS'],
    ['before the receipt is written, in Cache Storage', 'receipt', 'OPFS'],
  ] as const)('%s: the next start finishes without asking for a byte', async (_, step, lacks) => {
    const pack = await smallPack({ mib: 3.5 });
    const at = bench();
    at.kill();
    await at.serve(pack);
    const setting: FaultySetting = { root: at.root, ...(lacks ? { lacks } : {}) };
    const channel = new BroadcastChannel(at.root);
    const died = new Promise((resolve) => (channel.onmessage = resolve));
    const diesBefore = step === 'commit' ? pack.weights.sha256 : step;
    const first = faulty({ ...setting, diesBefore });
    at.install(pack, { packs: first.packs }).catch(() => {}); // it never ends
    await died;
    first.kill();
    channel.close();
    expect(sentOf(await at.log(), pack), 'every byte had come').toBe(pack.weights.bytes);

    const { packs } = faulty(setting);
    if (step === 'commit') expect(await packs.call('list', {})).toEqual([]);
    await at.serve(pack);
    expect((await at.install(pack, { packs })).result).toMatchObject(installed);
    expect(await at.log()).toEqual([]);
    expect(await digestRead(packs, pack)).toBe(pack.weights.sha256);
    expect(await packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
  });
});

describe('S10: a browser without', () => {
  it.each(['OPFS', 'OPFS in a private window', 'a storage manager', 'sync handles', 'moving files'] as const)(
    '%s keeps packs in Cache Storage, for the next start too',
    async (lacks) => {
      const pack = await smallPack({ mib: 2.5 });
      const at = bench();
      at.kill();
      await at.serve(pack);
      const first = faulty({ root: at.root, lacks });
      expect((await first.packs.call('storage', {})).opfs).toBe(false);
      expect((await at.install(pack, { packs: first.packs })).result).toMatchObject(installed);
      expect(await caches.has(at.root)).toBe(true);
      first.kill();

      const { packs } = faulty({ root: at.root, lacks });
      expect((await packs.call('list', {})).map(({ packId }) => packId)).toEqual([pack.entry.packId]);
      expect(await digestRead(packs, pack)).toBe(pack.weights.sha256);
      expect(sentOf(await at.log(), pack)).toBe(2.5 * MIB);
      await packs.call('remove', { packId: pack.entry.packId });
      expect(await packs.call('list', {})).toEqual([]);
    },
  );

  it('any storage keeps packs in memory for as long as the tab is open', async () => {
    const pack = await smallPack({ mib: 1 });
    const at = bench();
    at.kill();
    await at.serve(pack);
    const { packs } = faulty({ root: at.root, lacks: 'any storage' });
    expect((await at.install(pack, { packs })).result).toMatchObject({ kind: 'installed' });
    expect((await packs.call('usage', {})).place).toBe('memory');
    const { packs: reloaded } = faulty({ root: at.root, lacks: 'any storage' });
    expect(await reloaded.call('list', {})).toEqual([]);
  });

  it('any storage, and memory too, is told so, before anything is fetched', async () => {
    const pack = await smallPack({ mib: 1 });
    const at = bench();
    at.kill();
    await at.serve(pack);
    const { packs } = faulty({ root: at.root, lacks: 'any storage, and memory' });
    await expect(at.install(pack, { packs })).rejects.toMatchObject({ code: 'storage/unavailable' });
    expect(await at.log()).toEqual([]);
  });
});
