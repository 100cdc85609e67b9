import { beforeEach, describe, expect, it } from 'vitest';
import { clearRecords } from '../../../src/lib/records';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { sentOf } from '../packs/bench';
import { heldAt, heldBy, kind, MIB, site, siteWith, soon, tab, type Site } from './library-bench';

beforeEach(() => clearRecords());

describe('two tabs', () => {
  it('T1: what one installs the other shows without being loaded again', async () => {
    const { at, pack } = await site(1);
    const [one, other] = [tab(at), tab(at)];
    await one.library.open();
    await other.library.open();
    one.library.install(pack.entry, false);
    await soon(() => other.library.installed.length).toBe(1);
    await soon(kind(other.library, pack)).toBe('installed');
    await one.library.remove(one.library.installed[0]!);
    await soon(() => other.library.installed.length).toBe(0);
    expect([one.reported, other.reported]).toEqual([[], []]);
  });

  it('T1: paused in one, it pauses in both; given up in one, nothing of it stays in the other', async () => {
    const { at, pack, offer } = await site();
    await offer([heldAt(2 * MIB)]);
    const [one, other] = [tab(at), tab(at)];
    await one.library.open();
    await other.library.open();
    one.library.install(pack.entry, false);
    await soon(() => heldBy(one.library, pack)).toBeGreaterThan(0);
    await soon(kind(other.library, pack)).toBe('running');
    other.library.pause(pack.entry.packId);
    await soon(kind(one.library, pack)).toBe('paused');
    await soon(kind(other.library, pack)).toBe('paused');
    await one.library.cancel(pack.entry.packId);
    await soon(kind(other.library, pack)).toBe('available');
    expect([one.library.partBytes, one.reported, other.reported]).toEqual([0, [], []]);
  });
});

describe('a newer pack of the same name', () => {
  const versions = async () => {
    const named = (seed: number, mib: number) =>
      smallPack({ seed, mib, change: (manifest) => ({ ...manifest, name: 'Model' }) });
    return [await named(21, 1), await named(22, 2)] as const;
  };

  it('is offered with what differs, installed beside the old one, and never by itself', async () => {
    const [old, newer] = await versions();
    const { at } = await siteWith([old]);
    const first = tab(at);
    await first.library.open();
    first.library.install(old.entry, false);
    await soon(() => first.library.installed.length).toBe(1);

    const later = await siteWith([newer]);
    await at.serve({ ...newer, files: await filesOf(later, newer) });
    await first.library.refresh();
    await soon(() => first.library.updates.get(old.entry.packId)).toMatchObject({
      installed: false,
      changes: [{ kind: 'size' }, { kind: 'changed', paths: ['model.gguf'] }],
    });
    expect([first.library.installed.length, sentOf(await at.log(), newer)]).toEqual([1, 0]);
    first.library.install(newer.entry, false);
    await soon(() => first.library.installed.length).toBe(2);
    expect(first.library.updates.get(old.entry.packId)?.installed).toBe(true);
  });
});

/** What the site of `pack` serves, its index included. */
async function filesOf({ at }: Site, pack: SmallPack): Promise<SmallPack['files']> {
  const text = await (await fetch(`${at.baseUrl}/index.json`)).text();
  return { ...pack.files, 'index.json': { text, type: 'application/json' } };
}
