import { beforeEach, describe, expect, it } from 'vitest';
import { appError, errorShape } from '../../../src/lib/domain/errors';
import { clearRecords } from '../../../src/lib/records';
import { Library } from '../../../src/lib/state/library.svelte';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { bench, sentOf, type Bench } from '../packs/bench';
import { heldAt, heldBy, installed, kind, MIB, site, soon, tab } from './library-bench';

async function flipByte({ root }: Bench, { weights }: SmallPack, at: number): Promise<void> {
  const store = await (await navigator.storage.getDirectory()).getDirectoryHandle(root);
  const blob = await (await store.getDirectoryHandle('blobs')).getFileHandle(weights.sha256);
  const [byte = 0] = new Uint8Array(await (await blob.getFile()).slice(at, at + 1).arrayBuffer());
  const writing = await blob.createWritable({ keepExistingData: true });
  await writing.write({ type: 'write', position: at, data: new Uint8Array([byte ^ 1]) });
  await writing.close();
}

beforeEach(() => clearRecords());

it('S10: without a place for models the site’s offers are shown all the same', async () => {
  const { at } = await site(1);
  const { packs } = at.another();
  const failing: typeof packs = {
    ...packs,
    call: (name, args, signal) =>
      name === 'list' ? Promise.reject(appError('storage/unavailable')) : packs.call(name, args, signal),
  };
  const library = new Library({
    packs: () => failing,
    site: at.baseUrl,
    askPersist: async () => {},
    beforeRemove: async () => {},
    report: () => {},
  });
  await expect(library.open()).rejects.toMatchObject({ code: 'storage/unavailable' });
  await soon(() => library.catalogue.length).toBe(1);
});

describe('installing', () => {
  it('goes from offered to installed, with progress seen in the title', async () => {
    const { at, pack, offer } = await site();
    const { library, log } = tab(at);
    await library.open();
    await soon(() => library.notInstalled.map(({ packId }) => packId)).toEqual([pack.entry.packId]);
    expect([library.listed, library.recommended('self-test')?.packId]).toEqual([true, pack.entry.packId]);
    expect([kind(library, pack)(), library.titlePrefix]).toEqual(['available', '']);
    await offer([heldAt(2 * MIB)]);
    library.install(pack.entry, false);
    library.install(pack.entry, false); // an impatient second press
    await soon(() => library.titlePrefix).toMatch(/^[1-9]\d?% · /);
    await at.letGo();
    await soon(kind(library, pack)).toBe('installed');
    expect([library.titlePrefix, library.notInstalled, library.forTask('self-test').length]).toEqual([
      '',
      [],
      1,
    ]);
    expect(log).toContain('persist');
    expect(sentOf(await at.log(), pack)).toBe(pack.weights.bytes);
    expect((await library.files(pack.entry.packId)).map(({ role }) => role).sort()).toEqual([
      'licence',
      'weights',
    ]);
    expect(await library.licenceText(pack.entry, 'LICENSE.txt')).not.toBe('');
    expect((await library.requests()).other).toBe(0);
  });

  it('paused, it stays paused across a reload, and goes on at the byte when asked', async () => {
    const { at, pack, offer } = await site();
    await offer([heldAt(2 * MIB + 400_000)]);
    const first = tab(at);
    await first.library.open();
    first.library.install(pack.entry, false);
    await soon(() => heldBy(first.library, pack)).toBeGreaterThanOrEqual(MIB);
    first.library.pause(pack.entry.packId);
    await soon(kind(first.library, pack)).toBe('paused');
    const told = heldBy(first.library, pack);
    expect(first.library.titlePrefix).toBe('');
    await soon(() => first.library.partBytes).toBeGreaterThanOrEqual(MIB);
    first.close();

    await offer();
    const second = tab(at);
    await second.library.open();
    expect([kind(second.library, pack)(), heldBy(second.library, pack)]).toEqual(['paused', told]);
    expect(second.library.installed).toEqual([]);
    second.library.install(pack.entry, false);
    await soon(kind(second.library, pack)).toBe('installed');
    expect(sentOf(await at.log(), pack)).toBeLessThan(pack.weights.bytes - MIB / 2);
  });

  it('S3: cut off by a closed tab, it goes on by itself when the app is opened again', async () => {
    const { at, pack, offer } = await site();
    await offer([heldAt(2 * MIB)]);
    const first = tab(at);
    await first.library.open();
    first.library.install(pack.entry, false);
    await soon(() => heldBy(first.library, pack)).toBeGreaterThanOrEqual(MIB);
    first.close();
    await offer();
    const second = tab(at);
    await second.library.open();
    expect(second.library.installed).toEqual([]);
    await soon(kind(second.library, pack)).toBe('installed');
  });

  it('cancelled, nothing of it stays', async () => {
    const { at, pack, offer } = await site();
    await offer([heldAt(2 * MIB)]);
    const { library, close } = tab(at);
    await library.open();
    library.install(pack.entry, false);
    await soon(() => heldBy(library, pack)).toBeGreaterThanOrEqual(MIB);
    await library.cancel(pack.entry.packId);
    expect([kind(library, pack)(), library.partBytes, library.titlePrefix]).toEqual(['available', 0, '']);
    close();
    const after = tab(at);
    await after.library.open();
    expect(kind(after.library, pack)()).toBe('available');
  });

  it('unfinished downloads can be deleted together', async () => {
    const { at, pack, offer } = await site();
    await offer([heldAt(2 * MIB)]);
    const { library } = tab(at);
    await library.open();
    library.install(pack.entry, false);
    await soon(() => heldBy(library, pack)).toBeGreaterThanOrEqual(MIB);
    library.pause(pack.entry.packId);
    await soon(kind(library, pack)).toBe('paused');
    await library.clearParts();
    expect([library.partBytes, kind(library, pack)()]).toEqual([0, 'available']);
  });

  it('a failure says why, is not counted in the title, and trying again goes on', async () => {
    const { at, pack, offer } = await site();
    const { library } = tab(at);
    await library.open();
    await offer([{ path: pack.weights.sha256, status: 404 }]);
    library.install(pack.entry, false);
    await soon(() => library.stateOf(pack.entry.packId)).toMatchObject({
      kind: 'failed',
      error: { code: 'source/http-status', details: { status: 404 } },
    });
    expect(library.titlePrefix).toBe('');
    await offer();
    library.install(pack.entry, false);
    await soon(kind(library, pack)).toBe('installed');
  });

  it('a licence to accept is asked for by the store too, and remembered', async () => {
    const at = bench();
    const pack = await smallPack({
      mib: 1,
      change: (manifest) => ({ ...manifest, licence: { ...manifest.licence, mustAccept: true } }),
    });
    await at.serve(pack);
    const { library } = tab(at);
    await library.open();
    library.install(pack.entry, false);
    await soon(() => library.stateOf(pack.entry.packId)).toMatchObject({
      kind: 'failed',
      error: { code: 'pack/licence-not-accepted' },
    });
    expect(library.hasAccepted(pack.entry.packId)).toBe(false);
    library.install(pack.entry, true);
    await soon(kind(library, pack)).toBe('installed');
    expect(library.hasAccepted(pack.entry.packId)).toBe(true);
  });

  it('T1: in two tabs it is fetched once, and both end with it', async () => {
    const { at, pack, offer } = await site();
    await offer([heldAt(2 * MIB)]);
    const tabs = [tab(at), tab(at)];
    for (const { library } of tabs) {
      await library.open();
      library.install(pack.entry, false);
    }
    await soon(() => tabs.map(({ library }) => library.stateOf(pack.entry.packId))).toContainEqual(
      expect.objectContaining({ kind: 'running', following: true }),
    );
    await at.letGo();
    for (const { library } of tabs) await soon(kind(library, pack)).toBe('installed');
    expect(sentOf(await at.log(), pack)).toBe(pack.weights.bytes);
  });
});

describe('the list', () => {
  it('without a network what is installed works, and the catalogue’s error says why it is empty', async () => {
    const { at, pack, offer } = await installed(1);
    await offer([{ cutAt: -1 }]);
    const { library, reported } = tab(at);
    await library.open();
    await soon(() => library.listed).toBe(true);
    expect(library.catalogueError?.code).toBe('source/unreachable');
    expect([library.installed.length, library.forTask('self-test')[0]?.packId]).toEqual([
      1,
      pack.entry.packId,
    ]);
    expect(reported).toEqual([]);
    await offer();
    await library.refresh();
    expect([library.catalogueError, library.catalogue.length]).toEqual([null, 1]);
  });

  it('N7: a login page instead of the catalogue is told as such', async () => {
    const { at, offer } = await site(1);
    await offer([{ html: '<!doctype html><title>Log in</title>' }]);
    const { library } = tab(at);
    await library.open();
    await soon(() => library.catalogueError?.code).toBe('source/web-page');
  });

  it('a pack that is removed is offered again, and an engine lets go of it first', async () => {
    const { library, pack, log } = await installed(1);
    library.checks.states[pack.entry.packId] = {
      kind: 'failed',
      error: errorShape(appError('storage/busy')),
    };
    await library.remove(library.installed[0]!);
    expect([library.installed, kind(library, pack)()]).toEqual([[], 'available']);
    expect(library.checks.states[pack.entry.packId], 'is of the pack that is gone').toBeUndefined();
    expect(library.news).toEqual({ kind: 'removed', name: pack.entry.manifest.name });
    expect(log).toContain(`free ${pack.entry.packId.slice(0, 4)}`);
  });

  it('a pack that was removed is brought back without a network, until its room is freed', async () => {
    const { at, library, pack, offer } = await installed(1);
    await offer([{ cutAt: -1 }]);
    await library.remove(library.installed[0]!);
    expect(library.removed.map(({ packId }) => packId)).toEqual([pack.entry.packId]);
    await library.undoRemove(pack.entry.packId);
    expect([library.installed.length, library.removed, library.news]).toEqual([
      1,
      [],
      { kind: 'back', name: pack.entry.manifest.name },
    ]);
    await library.remove(library.installed[0]!);
    await library.freeRemoved();
    expect(library.removed).toEqual([]);
    await expect(library.undoRemove(pack.entry.packId)).rejects.toMatchObject({ code: 'pack/missing' });
    expect(sentOf(await at.log(), pack)).toBe(0);
  });
});

describe('S7: a damaged file', () => {
  it('is found by a check, said in the pack’s verdict, and healed by one small fetch', async () => {
    const { at, library, pack, offer } = await installed();
    await flipByte(at, pack, 2 * MIB + 17);
    await library.checks.verify(library.installed[0]!);
    expect(library.installed[0]!.verification.verdict).toBe('corrupt');
    expect(library.checks.states[pack.entry.packId]).toBeUndefined();
    await offer();
    await library.checks.repair(library.installed[0]!);
    expect(library.checks.states[pack.entry.packId]).toBeUndefined();
    expect(library.installed[0]!.verification.verdict).toBe('verified');
    expect(sentOf(await at.log(), pack)).toBe(MIB);
    expect([kind(library, pack)(), library.titlePrefix]).toEqual(['installed', '']);
    expect(library.news).toEqual({ kind: 'healed', chunks: 1 });
  });

  it('without a network a repair says so beside the pack, which stays refused and can be repaired later', async () => {
    const { at, library, pack, offer } = await installed();
    await flipByte(at, pack, 17);
    await library.checks.verify(library.installed[0]!);
    await offer([{ cutAt: -1 }]);
    await library.checks.repair(library.installed[0]!);
    expect(library.checks.states[pack.entry.packId]).toMatchObject({
      kind: 'failed',
      error: { code: 'source/unreachable' },
    });
    expect(library.installed[0]!.verification.verdict).toBe('corrupt');
    await offer();
    await library.checks.repair(library.installed[0]!);
    expect(library.installed[0]!.verification.verdict).toBe('verified');
  });

  it('a repair counts in the title, and stopped by the person it does not begin again by itself', async () => {
    const { at, library, pack, offer } = await installed();
    for (const mib of [0, 1, 2, 3]) await flipByte(at, pack, mib * MIB);
    await library.checks.verify(library.installed[0]!);
    await offer([{ rate: MIB / 4 }]);
    const repair = library.checks.repair(library.installed[0]!);
    await soon(() => library.titlePrefix).toMatch(/^\d+% · /);
    library.checks.stopRepair(pack.entry.packId);
    await repair;
    expect([library.titlePrefix, library.checks.states[pack.entry.packId]]).toEqual(['', undefined]);
    await offer();
    await library.checks.mend();
    expect(library.installed[0]!.verification.verdict).toBe('corrupt');
    await library.checks.repair(library.installed[0]!);
    expect(library.installed[0]!.verification.verdict).toBe('verified');
  });

  it('met by an engine, it is looked for and repaired by itself', async () => {
    const { at, library, pack, offer } = await installed();
    await flipByte(at, pack, 17);
    await offer();
    await library.checks.heal(pack.entry.packId);
    expect(library.installed[0]!.verification.verdict).toBe('verified');
    expect(sentOf(await at.log(), pack)).toBe(MIB);
    await flipByte(at, pack, 17);
    await offer([{ cutAt: -1 }]);
    await library.checks.heal(pack.entry.packId);
    expect(library.installed[0]!.verification.verdict, 'offline').toBe('corrupt');
  });

  it('a check that cannot be done is no verdict', async () => {
    const { at, library, pack } = await installed(1);
    await at.packs.call('remove', { packId: pack.entry.packId });
    await library.checks.verify(library.installed[0]!);
    expect(library.checks.states[pack.entry.packId]).toMatchObject({
      kind: 'failed',
      error: { code: 'pack/missing' },
    });
  });
});
