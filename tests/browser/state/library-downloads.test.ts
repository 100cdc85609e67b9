import { beforeEach, describe, expect, it } from 'vitest';
import type { Library } from '../../../src/lib/state/library.svelte';
import { DEFAULT_SETTINGS } from '../../../src/lib/state/downloadsRecord';
import type { Metering, NetworkWatch } from '../../../src/lib/state/network';
import { appError } from '../../../src/lib/domain/errors';
import { clearRecords } from '../../../src/lib/records';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { sentOf } from '../packs/bench';
import { heldAt, heldBy, kind, MIB, site, siteWith, soon, tab, type Site } from './library-bench';

beforeEach(() => clearRecords());

/** A site with three packs that differ in their bytes. */
async function three(): Promise<Site & { packs: [SmallPack, SmallPack, SmallPack] }> {
  const make = (seed: number) =>
    smallPack({ seed, mib: 2, change: (manifest) => ({ ...manifest, name: `Pack ${seed}` }) });
  const packs: [SmallPack, SmallPack, SmallPack] = [await make(11), await make(12), await make(13)];
  return { ...(await siteWith(packs)), packs };
}

const kinds = (library: Library, packs: SmallPack[]) => packs.map((pack) => kind(library, pack)());
const order = (library: Library) => library.downloads.queue.map(({ name }) => name);

/** A pack of which a tab, now closed, was sent another file; the site is right again. */
async function refused(seed: number) {
  const pack = await smallPack({ seed, mib: 2, chunked: false });
  const { at, offer } = await siteWith([pack]);
  await offer([{ path: pack.weights.sha256, flip: [5] }]);
  const before = tab(at);
  await before.library.open();
  before.library.install(pack.entry, false);
  await soon(() => kinds(before.library, [pack])).toEqual(['failed']);
  before.close();
  await offer();
  return { at, pack };
}

describe('the queue', () => {
  it('fetches as many at once as the person says, the others in their order', async () => {
    const { at, packs, offer } = await three();
    await offer([heldAt(MIB)]);
    const { library } = tab(at);
    await library.open();
    library.downloads.choose({ ...library.downloads.settings, atOnce: 1 });
    for (const { entry } of packs) library.install(entry, false);
    await soon(() => kinds(library, packs)).toEqual(['running', 'queued', 'queued']);
    library.downloads.move(packs[2].entry.packId, -1);
    expect(order(library)).toEqual(['Pack 11', 'Pack 13', 'Pack 12']);
    await at.letGo(packs[0].weights.sha256);
    await soon(() => kinds(library, packs)).toEqual(['installed', 'queued', 'running']);
    await at.letGo();
    await soon(() => kinds(library, packs)).toEqual(['installed', 'installed', 'installed']);
    expect(library.downloads.queue).toEqual([]);
  });

  it('one that is moved to the front goes first, and what it displaces keeps its bytes', async () => {
    const { at, packs, offer } = await three();
    await offer([heldAt(MIB)]);
    const { library } = tab(at);
    await library.open();
    library.downloads.choose({ ...library.downloads.settings, atOnce: 1 });
    const [first, second] = packs;
    library.install(first.entry, false);
    library.install(second.entry, false);
    await soon(() => heldBy(library, first)).toBeGreaterThanOrEqual(MIB / 2);
    library.downloads.move(second.entry.packId, -1);
    await soon(() => kinds(library, [first, second])).toEqual(['queued', 'running']);
    expect(heldBy(library, first)).toBeGreaterThanOrEqual(MIB / 2);
    await at.letGo();
    await soon(() => kinds(library, [first, second])).toEqual(['installed', 'installed']);
    expect(sentOf(await at.log(), first)).toBeLessThan(first.weights.bytes + MIB);
  });

  it('all together pause, and go on where they were; the title tells of them and then no more', async () => {
    const { at, packs, offer } = await three();
    await offer([heldAt(MIB)]);
    const { library } = tab(at);
    await library.open();
    for (const { entry } of packs) library.install(entry, false);
    await soon(() => library.downloads.total?.running).toBe(2);
    library.downloads.pauseAll();
    await soon(() => kinds(library, packs)).toEqual(['paused', 'paused', 'paused']);
    expect([library.titlePrefix, library.downloads.total]).toEqual(['', undefined]);
    await at.letGo();
    library.downloads.resumeAll();
    await soon(() => kinds(library, packs)).toEqual(['installed', 'installed', 'installed']);
  });

  it('a pack of which a file was another one does not go on by itself after a restart', async () => {
    const { at, pack } = await refused(14);
    const { library } = tab(at);
    await library.open();
    await soon(() => kinds(library, [pack])).toEqual(['paused']);
    expect(sentOf(await at.log(), pack)).toBe(0);
    library.downloads.resume(pack.entry.packId);
    await soon(() => kinds(library, [pack])).toEqual(['installed']);
  });

  it('what was refused stays stopped when another tab tells of something else', async () => {
    const { at, pack } = await refused(15);
    const { library } = tab(at);
    await library.open();
    const other = tab(at).library;
    await other.open();
    other.downloads.choose({ ...other.downloads.settings, atOnce: 3 });
    await soon(() => library.downloads.settings.atOnce).toBe(3);
    expect(kinds(library, [pack])).toEqual(['paused']);
    expect(sentOf(await at.log(), pack)).toBe(0);
  });

  it('T1: a pause in one tab and another order in the other, at the same moment, both hold in both', async () => {
    const { at, packs } = await three();
    const [one, other] = [tab(at).library, tab(at).library];
    await one.open();
    await other.open();
    one.downloads.choose({ ...one.downloads.settings, unmeteredOnly: true, atOnce: 1 });
    for (const { entry } of packs) one.install(entry, false);
    await soon(() => order(other)).toEqual(['Pack 11', 'Pack 12', 'Pack 13']);
    one.pause(packs[1].entry.packId);
    other.downloads.move(packs[2].entry.packId, -2);
    for (const library of [one, other]) {
      await soon(() => order(library)).toEqual(['Pack 13', 'Pack 11', 'Pack 12']);
      await soon(() => kinds(library, packs)[1]).toBe('paused');
    }
  });

  it('a worker that ends under a download: it goes on in the next one, by itself, where it was', async () => {
    const { at, pack, offer } = await site(3);
    await offer([heldAt(MIB)]);
    let worker = at.another();
    const { library } = tab(at, undefined, () => worker.packs);
    await library.open();
    library.install(pack.entry, false);
    await soon(() => heldBy(library, pack)).toBeGreaterThanOrEqual(MIB);
    const ended = worker;
    worker = at.another();
    ended.kill();
    ended.packs.close(appError('storage/worker-ended'));
    await at.letGo();
    await soon(kind(library, pack)).toBe('installed');
  });

  it('a worker that ends each time is given up, and the person is told', async () => {
    const { at, pack } = await site(3);
    const dead = at.another();
    dead.kill();
    const worker = at.another();
    let broken = false;
    const { library } = tab(at, undefined, () => (broken ? dead.packs : worker.packs));
    await library.open();
    broken = true;
    dead.packs.close(appError('storage/worker-ended'));
    library.install(pack.entry, false);
    await soon(() => library.stateOf(pack.entry.packId)).toMatchObject({
      kind: 'failed',
      error: { code: 'storage/worker-ended' },
    });
    broken = false;
    library.downloads.resume(pack.entry.packId);
    await soon(kind(library, pack)).toBe('installed');
  });

  it('S3: after a restart the order, the pauses and the choices are the same, also of what had not begun', async () => {
    const { at, packs, offer } = await three();
    await offer([heldAt(MIB)]);
    const before = tab(at);
    await before.library.open();
    before.library.downloads.choose({
      ...DEFAULT_SETTINGS,
      atOnce: 1,
      bytesPerSecond: 2 * MIB,
    });
    for (const { entry } of packs) before.library.install(entry, false);
    before.library.downloads.move(packs[2].entry.packId, -2);
    before.library.pause(packs[0].entry.packId);
    // All three are on record as wanted: only then is a restart survived.
    await soon(async () => (await at.packs.call('unfinished', {})).length).toBe(3);
    before.close();
    await at.letGo();

    const after = tab(at);
    await after.library.open();
    expect(order(after.library)).toEqual(['Pack 13', 'Pack 11', 'Pack 12']);
    expect(after.library.downloads.settings).toEqual({
      ...DEFAULT_SETTINGS,
      atOnce: 1,
      bytesPerSecond: 2 * MIB,
    });
    await soon(() => kinds(after.library, packs)).toEqual(['paused', 'installed', 'installed']);
    after.library.downloads.resume(packs[0].entry.packId);
    await soon(() => kinds(after.library, packs)).toEqual(['installed', 'installed', 'installed']);
  });
});

it('a bound of speed holds for all downloads together, and is lifted at once', async () => {
  const { at, packs } = await three();
  const { library } = tab(at);
  await library.open();
  library.downloads.choose({ ...library.downloads.settings, bytesPerSecond: MIB / 2 });
  const begun = performance.now();
  for (const { entry } of packs) library.install(entry, false);
  await soon(() => library.downloads.total?.heldBytes ?? 0).toBeGreaterThanOrEqual(MIB);
  // What is bound never comes faster; a slow machine may only make it slower.
  const seconds = (performance.now() - begun) / 1000;
  const held = library.downloads.total?.heldBytes ?? 0;
  expect(held / seconds).toBeLessThan(2 * (MIB / 2));
  library.downloads.choose({ ...library.downloads.settings, bytesPerSecond: null });
  await soon(() => kinds(library, packs)).toEqual(['installed', 'installed', 'installed']);
});

/** A network that the test changes. */
function changing(first: Metering): NetworkWatch & { become: (metering: Metering) => void } {
  let metering = first;
  const listeners: (() => void)[] = [];
  return {
    metering: () => metering,
    onChange: (changed) => void listeners.push(changed),
    become(now) {
      metering = now;
      for (const tell of listeners) tell();
    },
  };
}

describe('only on networks that are not metered', () => {
  it('nothing is fetched over a metered one, and it goes on by itself over another', async () => {
    const { at, pack } = await site(2);
    const network = changing('metered');
    const { library } = tab(at, network);
    await library.open();
    library.downloads.choose({ ...library.downloads.settings, unmeteredOnly: true });
    library.install(pack.entry, false);
    await soon(() => library.stateOf(pack.entry.packId)).toMatchObject({
      kind: 'queued',
      because: 'network',
    });
    await soon(async () => (await at.packs.call('unfinished', {})).length).toBe(1);
    expect([library.downloads.held, sentOf(await at.log(), pack)]).toEqual([true, 0]);
    network.become('unmetered');
    await soon(kind(library, pack)).toBe('installed');
  });

  it('a download under way stops where the network becomes metered, until the person allows it', async () => {
    const { at, pack, offer } = await site(3);
    await offer([heldAt(MIB)]);
    const network = changing('unmetered');
    const { library } = tab(at, network);
    await library.open();
    library.downloads.choose({ ...library.downloads.settings, unmeteredOnly: true });
    library.install(pack.entry, false);
    await soon(() => heldBy(library, pack)).toBeGreaterThan(0);
    network.become('metered');
    await soon(() => library.stateOf(pack.entry.packId)).toMatchObject({
      kind: 'queued',
      because: 'network',
    });
    await at.letGo();
    library.downloads.allowHere();
    await soon(kind(library, pack)).toBe('installed');
  });

  it('where the browser does not say, the person is asked, and the answer ends with the network', async () => {
    const { at, pack } = await site(1);
    const network = changing('unknown');
    const { library } = tab(at, network);
    await library.open();
    library.downloads.choose({ ...library.downloads.settings, unmeteredOnly: true });
    expect(library.downloads.held).toBe(true);
    library.downloads.allowHere();
    expect(library.downloads.held).toBe(false);
    network.become('unknown');
    expect(library.downloads.held).toBe(true);
    library.install(pack.entry, false);
    await soon(kind(library, pack)).toBe('queued');
    library.downloads.choose({ ...library.downloads.settings, unmeteredOnly: false });
    await soon(kind(library, pack)).toBe('installed');
  });
});
