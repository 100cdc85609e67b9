import { expect } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import type { CatalogueEntry, Shard } from '../../../src/lib/domain/pack';
import type { Line } from '../../../src/lib/peer/line';
import { makeOffer } from '../../../src/lib/peer/link';
import { type SenderEvent, type SenderParts, sendPacks, type SharedPack } from '../../../src/lib/peer/sender';
import { Device } from '../../../src/lib/state/device.svelte';
import { Library } from '../../../src/lib/state/library.svelte';
import { seededBytes } from '../../fakes/seeded-bytes';
import type { SmallPack } from '../../fakes/small-pack';
import { bench, type Bench } from '../packs/bench';

/** Servers and lines here are slow on purpose. */
export const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });

export type Receiving = { device: Device; library: Library; at: Bench; reported: unknown[] };

/** The receiving side as in the app: its page's subject, the library, and a packs worker over an empty store. */
export function receiving(): Receiving {
  const at = bench();
  const reported: unknown[] = [];
  const report = (error: unknown) => void reported.push(error);
  const library = new Library({
    packs: () => at.packs,
    site: at.baseUrl,
    askPersist: async () => {},
    beforeRemove: async () => {},
    report,
  });
  const device = new Device({
    packs: () => at.packs,
    installed: () => library.installed,
    install: (plan, answers) => library.installPlanned(plan, answers),
    stateOf: (packId) => library.stateOf(packId),
    report,
  });
  device.choose('receive');
  return { device, library, at, reported };
}

export const entryBytes = (entry: unknown) => new TextEncoder().encode(JSON.stringify(entry));

export function shared(pack: SmallPack, entry: unknown = pack.entry): SharedPack {
  const { packId, manifest } = pack.entry;
  return {
    packId,
    entry: entryBytes(entry),
    files: new Map(manifest.shards.map(({ sha256, bytes }) => [sha256, bytes])),
  };
}

/** The bytes of these packs, made again from their seeds: a store of the sender's would share its locks with the receiver's. */
export function reader(...packs: SmallPack[]): SenderParts['read'] {
  const files = new Map<Digest, Uint8Array>();
  for (const { entry, files: served } of packs)
    for (const { sha256 } of entry.manifest.shards) {
      const file = served[`blobs/${sha256}`];
      if (file && 'seed' in file) files.set(sha256, seededBytes(file.seed, file.bytes));
    }
  return async ({ sha256, offset, length }) => files.get(sha256)!.subarray(offset, offset + length);
}

/** Connects a bare sender to the receiving device, by real codes over a real data channel. */
export async function connectTo({ device }: Receiving): Promise<Line> {
  const offer = await makeOffer();
  if (device.link.state.kind === 'ended') device.link.close();
  expect(await device.read(offer.code)).toBe(true);
  const { state } = device.link;
  await offer.accept(state.kind === 'showing' ? state.code : '');
  const line = await offer.opened;
  await soon(() => device.link.state.kind).toBe('open');
  return line;
}

export type Sending = {
  line: Line;
  events: SenderEvent[];
  done: Promise<void>;
  reads: { shard: Digest; offset: number }[];
};

/** An honest sender of these packs, but for what `parts` says otherwise. */
export async function sendTo(
  to: Receiving,
  packs: SmallPack[],
  parts: Partial<SenderParts> = {},
): Promise<Sending> {
  const line = await connectTo(to);
  const events: SenderEvent[] = [];
  const reads: Sending['reads'] = [];
  const read = parts.read ?? reader(...packs);
  const done = sendPacks(line, {
    packs: packs.map((pack) => shared(pack)),
    tell: (event) => void events.push(event),
    ...parts,
    read: (wanted) => {
      reads.push({ shard: wanted.sha256, offset: wanted.offset });
      return read(wanted);
    },
  });
  return { line, events, done, reads };
}

/** Takes the offer of a pack, giving the word that is asked for. */
export async function take({ device }: Receiving, { packId }: CatalogueEntry): Promise<void> {
  await soon(() => device.receive.offers.some((plan) => plan.packId === packId)).toBe(true);
  const plan = device.receive.offers.find((each) => each.packId === packId)!;
  device.receive.install(plan, {
    acceptedLicence: true,
    word: { at: new Date(0).toISOString(), note: 'a test' },
  });
}

export const licenceOf = ({ entry }: SmallPack): Shard =>
  entry.manifest.shards.find(({ role }) => role === 'licence')!;
