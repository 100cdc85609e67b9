import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { appError } from '../../../src/lib/domain/errors';
import { openBytes } from '../../../src/lib/packs/store/read';
import { clearRecords } from '../../../src/lib/records';
import { LastUsed } from '../../../src/lib/state/lastUsed.svelte';
import { Library } from '../../../src/lib/state/library.svelte';
import { NO_DOWNLOADS, saveDownloads } from '../../../src/lib/state/downloadsRecord';
import type { NetworkWatch } from '../../../src/lib/state/network';
import { StorageView } from '../../../src/lib/state/storage.svelte';
import { indexText } from '../../fakes/signed-site';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { bench, cut, type Bench } from '../packs/bench';

const MIB = 1024 * 1024;
const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });

beforeEach(() => clearRecords());

/** A tab with a library and its storage page, over the store of this test. */
function tab(at: Bench, network?: NetworkWatch) {
  const { packs, kill } = at.another({ attempts: 1 });
  onTestFinished(kill);
  const reported: unknown[] = [];
  const library = new Library({
    packs: () => packs,
    site: at.baseUrl,
    askPersist: async () => {},
    beforeRemove: async () => {},
    report: (error) => void reported.push(error),
    ...(network ? { network } : {}),
  });
  const storage = new StorageView({
    packs: () => packs,
    lastUsed: new LastUsed(),
    remove: async (packId) => library.remove(library.installed.find((pack) => pack.packId === packId)!),
    undoRemove: (packId) => library.undoRemove(packId),
    clearParts: () => library.clearParts(),
    clearRejected: async () => void (await packs.call('clearRejected', {})),
    changed: () => library.changed(),
    askPersist: async () => {},
    withoutSaving: async () => {
      await packs.call('withoutSaving', {});
      await library.open();
    },
  });
  return { library, storage, packs, kill, reported };
}

async function device(mib = 2): Promise<{ at: Bench; pack: SmallPack }> {
  const at = bench({ attempts: 0 });
  onTestFinished(() => at.kill());
  const pack = await smallPack({ mib });
  await serve(at, pack);
  await at.install(pack);
  return { at, pack };
}

async function serve(at: Bench, pack: SmallPack, more: SmallPack['files'] = {}): Promise<void> {
  const index = { text: await indexText([pack.entry]), type: 'application/json' };
  await at.serve({ ...pack, files: { ...pack.files, ...more, 'index.json': index } });
}

async function blobFolder({ root }: Bench): Promise<FileSystemDirectoryHandle> {
  return (await (await navigator.storage.getDirectory()).getDirectoryHandle(root)).getDirectoryHandle(
    'blobs',
  );
}

it('removes, brings back and frees, and tells what that gave back', async () => {
  const { at, pack } = await device();
  const { library, storage } = tab(at);
  await library.open();
  await storage.read();
  expect(storage.usage?.packs.map(({ bytes }) => bytes)).toEqual([2 * MIB + 5000]);
  await storage.remove(pack.entry.packId);
  expect([library.installed, storage.usage?.packs, storage.usage?.removed.length]).toEqual([[], [], 1]);
  await storage.undo(pack.entry.packId);
  expect([library.installed.length, storage.usage?.packs.length, storage.usage?.removed]).toEqual([1, 1, []]);
  await storage.remove(pack.entry.packId);
  await storage.freeRemoved();
  expect([storage.freed, storage.usage?.removed, storage.error]).toEqual([2 * MIB + 5000, [], null]);
});

it('S12: a pack that another tab uses is not removed, and the page says why', async () => {
  const { at, pack } = await device();
  const [file] = await at.packs.call('files', { packId: pack.entry.packId });
  const source = await openBytes(file!.file.ref);
  const { library, storage } = tab(at);
  await library.open();
  await storage.remove(pack.entry.packId);
  expect([storage.error?.code, library.installed.length]).toEqual(['pack/in-use', 1]);
  source.close();
  storage.dismissError();
  await soon(async () => {
    await storage.remove(pack.entry.packId);
    return library.installed.length;
  }).toBe(0);
});

it('cleans up what a hard end of the browser left', async () => {
  const { at, pack } = await device();
  const half = await smallPack({ mib: 4, seed: 9 });
  await at.serve(half, [{ path: half.weights.sha256, ...cut(2 * MIB) }]);
  await at.install(half).catch(() => undefined);
  const loose = await (await blobFolder(at)).getFileHandle('b'.repeat(64), { create: true });
  const writing = await loose.createWritable();
  await writing.write(new Uint8Array(1000));
  await writing.close();
  await serve(at, pack);
  const { storage } = tab(at);
  await storage.read();
  const { parts, loose: left } = storage.usage!;
  expect([parts.count > 0, left]).toEqual([true, { count: 1, bytes: 1000 }]);
  await storage.clearParts();
  expect([storage.usage?.parts, storage.usage?.loose, storage.freed]).toEqual([
    { count: 0, bytes: 0 },
    { count: 0, bytes: 0 },
    parts.bytes + 1000,
  ]);
  expect(storage.usage?.packs).toHaveLength(1);
});

it('S5: what a browser threw away is fetched again by itself at the next start', async () => {
  const { at, pack } = await device();
  at.kill();
  await (await blobFolder(at)).removeEntry(pack.weights.sha256);
  const { library } = tab(at);
  await library.open();
  expect(library.installed[0]?.verification.verdict).toBe('incomplete');
  await soon(() => library.installed[0]?.verification.verdict).toBe('verified');
  expect(await library.files(pack.entry.packId)).toHaveLength(2);
});

it('S5: without a network it is refused plainly, and fetched when the network is back', async () => {
  const { at, pack } = await device();
  at.kill();
  await (await blobFolder(at)).removeEntry(pack.weights.sha256);
  await at.serve(pack, [{ cutAt: -1 }]);
  const { library } = tab(at);
  await library.open();
  await soon(() => library.catalogueError?.code).toBe('source/unreachable');
  expect(library.checks.states[pack.entry.packId]).toBeUndefined();
  await expect(library.files(pack.entry.packId)).rejects.toMatchObject({ code: 'pack/missing' });
  await serve(at, pack);
  await library.refresh();
  await soon(() => library.installed[0]?.verification.verdict).toBe('verified');
});

it('S5: over a network that the person has not allowed nothing is fetched again by itself; once they have, it is', async () => {
  const { at, pack } = await device();
  at.kill();
  await (await blobFolder(at)).removeEntry(pack.weights.sha256);
  await saveDownloads(NO_DOWNLOADS, { ...NO_DOWNLOADS, unmeteredOnly: true });
  const { library } = tab(at, { metering: () => 'metered', onChange: () => {} });
  await library.open();
  await library.refresh();
  expect(library.installed[0]?.verification.verdict).toBe('incomplete');
  expect(library.checks.states[pack.entry.packId]).toBeUndefined();
  library.downloads.allowHere();
  await soon(() => library.installed[0]?.verification.verdict).toBe('verified');
});

it('without saving the page shows an empty place, and what was stored is there after a reload', async () => {
  const { at } = await device();
  const { library, storage } = tab(at);
  await library.open();
  await storage.withoutSaving();
  expect([library.installed, storage.usage?.place, storage.usage?.packs]).toEqual([[], 'memory', []]);
  const reloaded = tab(at);
  await reloaded.library.open();
  expect(reloaded.library.installed).toHaveLength(1);
});

it('a failure to read is shown, not thrown', async () => {
  const at = bench();
  const { storage, kill, packs } = tab(at);
  kill();
  packs.close(appError('storage/unavailable'));
  await storage.read();
  expect(storage.error?.code).toBe('storage/unavailable');
});
