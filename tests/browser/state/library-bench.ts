import { expect } from 'vitest';
import { Library } from '../../../src/lib/state/library.svelte';
import type { NetworkWatch } from '../../../src/lib/state/network';
import { wordToTabs } from '../../../src/lib/wire/tabs';
import type { Fault } from '../../fakes/bad-server';
import { indexText, type Listed } from '../../fakes/signed-site';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { bench, type Bench } from '../packs/bench';

export const MIB = 1024 * 1024;
/** Files stand still after so many bytes, until `at.letGo`: so is each state there to be seen. */
export const heldAt = (bytes: number): Fault => ({ path: 'blobs/', holdAt: bytes });

export type Tab = { library: Library; log: string[]; reported: unknown[]; close: () => void };

/** A tab of the app over the store of this test, with a packs worker of its own. */
export function tab(at: Bench, network?: NetworkWatch, worker?: () => Bench['packs']): Tab {
  const { packs, kill } = worker ? { packs: worker(), kill: () => {} } : at.another({ attempts: 2 });
  const log: string[] = [];
  const reported: unknown[] = [];
  const library = new Library({
    packs: worker ?? (() => packs),
    site: at.baseUrl,
    tabs: (heard) => wordToTabs(at.id, heard),
    askPersist: async () => void log.push('persist'),
    beforeRemove: async (packId) => void log.push(`free ${packId.slice(0, 4)}`),
    report: (error) => void reported.push(error),
    ...(network ? { network } : {}),
  });
  return { library, log, reported, close: kill };
}

export type Site = { at: Bench; pack: SmallPack; offer: (faults?: Fault[]) => Promise<void> };

/** A site that offers these packs; `pack` is the first, `list` what its list says otherwise. */
export async function siteWith(
  packs: [SmallPack, ...SmallPack[]],
  list: Partial<Listed> = {},
): Promise<Site> {
  const at = bench();
  const [pack] = packs;
  const index = await indexText(
    packs.map(({ entry }) => entry),
    list,
  );
  const files = Object.assign(
    { 'index.json': { text: index, type: 'application/json' } },
    ...packs.map((one) => one.files),
  );
  const offer = (faults: Fault[] = []) => at.serve({ ...pack, files }, faults);
  await offer();
  return { at, pack, offer };
}

export async function site(mib = 4): Promise<Site> {
  return siteWith([await smallPack({ mib })]);
}

/** A tab with the pack installed. */
export async function installed(mib = 4): Promise<Site & Tab> {
  const here = await site(mib);
  const opened = tab(here.at);
  await opened.library.open();
  opened.library.install(here.pack.entry, false);
  await soon(() => opened.library.installed.length).toBe(1);
  return { ...here, ...opened };
}

/** Machines may be slow. */
export const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });
export const kind = (library: Library, pack: SmallPack) => () => library.stateOf(pack.entry.packId).kind;

export function heldBy(library: Library, pack: SmallPack): number {
  const state = library.stateOf(pack.entry.packId);
  return 'heldBytes' in state ? state.heldBytes : 0;
}
