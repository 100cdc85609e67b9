import { beforeEach, describe, expect, it } from 'vitest';
import { makeOffer } from '../../../src/lib/peer/link';
import { clearRecords } from '../../../src/lib/records';
import { OTHER, SITE, vouchOf } from '../../fakes/signed-site';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { sentOf } from '../packs/bench';
import { licenceOf, reader, receiving, sendTo, shared, soon, take } from './device-bench';

const MIB = 1024 * 1024;

/** A sender whose disk stands still at this byte of the weights: what is to be seen in the middle stays there. */
function readUntil(bytes: number, pack: SmallPack): ReturnType<typeof reader> {
  const read = reader(pack);
  return (wanted) => (wanted.offset >= bytes ? new Promise(() => {}) : read(wanted));
}

const KNOWN = { 'first-seen': OTHER, vouched: SITE } as const;

beforeEach(() => clearRecords());

describe('from one device to another', () => {
  it('a pack is offered, taken, checked and installed, and the sender sees it', async () => {
    const pack = await smallPack({ mib: 9 });
    const to = receiving();
    const sending = await sendTo(to, [pack]);
    await soon(() => to.device.receive.listed).toBe(true);
    expect(sending.reads).toEqual([]);

    await take(to, pack.entry);
    await soon(() => to.library.installed.length).toBe(1);
    const [installed] = to.library.installed;
    expect(installed?.verification.verdict).toBe('verified');
    expect(installed?.source).toEqual({ kind: 'peer', name: expect.stringMatching(/^[0-9A-F]{6}$/) });
    await soon(() => sending.events.findLast(({ kind }) => kind === 'pack')).toEqual({
      kind: 'pack',
      packId: pack.entry.packId,
      state: 'taken',
    });
    expect(to.device.receive.files[pack.entry.packId]).toContainEqual({
      path: 'model.gguf',
      position: 9 * MIB,
      bytes: 9 * MIB,
    });
    expect(to.reported).toEqual([]);
    expect(to.device.link.state).toEqual({ kind: 'open', name: sending.line.own, own: sending.line.name });
    expect(to.device.receive.complete).toBe(true);
    sending.line.close();
    await sending.done;
    await soon(() => to.device.link.state).toEqual({ kind: 'ended', error: null });
  });

  it.each(['vouched', 'first-seen'] as const)(
    'a pack is %s by whose signature travels with it',
    async (trust) => {
      const pack = await smallPack({ mib: 1 });
      const entry = { ...pack.entry, vouch: await vouchOf(pack.entry.packId, KNOWN[trust]) };
      const to = receiving();
      await sendTo(to, [pack], { packs: [shared(pack, entry)] });
      await take(to, pack.entry);
      await soon(() => to.library.installed[0]?.trust).toBe(trust);
      expect(to.library.installed[0]?.vouch).toEqual(trust === 'vouched' ? entry.vouch : undefined);
      expect(to.library.installed[0]?.word?.note).toBe('a test');
    },
  );

  it('what nobody vouches for is not fetched without a word', async () => {
    const pack = await smallPack({ mib: 1 });
    const { packId, manifest } = pack.entry;
    const to = receiving();
    const sending = await sendTo(to, [pack], { packs: [shared(pack, { packId, manifest })] });
    await soon(() => to.device.receive.offers.length).toBe(1);
    to.device.receive.install(to.device.receive.offers[0]!, { acceptedLicence: true });
    await soon(() => to.library.stateOf(packId)).toMatchObject({
      kind: 'failed',
      error: { code: 'pack/needs-word' },
    });
    expect(sending.reads).toEqual([]);
  });

  it('the licence is read over the line before the pack is taken, and checked', async () => {
    const pack = await smallPack({ mib: 1 });
    const to = receiving();
    const sending = await sendTo(to, [pack]);
    await soon(() => to.device.receive.offers.length).toBe(1);
    const [plan] = to.device.receive.offers;
    const text = await to.device.receive.licenceText(plan!, 'LICENSE.txt');
    expect(new TextEncoder().encode(text).length).toBeGreaterThan(1000);
    expect(sending.reads.map(({ shard }) => shard)).toEqual([licenceOf(pack).sha256]);
    await expect(to.device.receive.licenceText(plan!, 'model.gguf')).rejects.toThrow('pack/missing');
  });

  it('a line that drops is taken up again with new codes, and what is here is not sent again', async () => {
    const pack = await smallPack({ mib: 24 });
    const { packId } = pack.entry;
    const to = receiving();
    const first = await sendTo(to, [pack], { read: readUntil(10 * MIB, pack) });
    await take(to, pack.entry);
    await soon(() => Math.max(0, ...first.reads.map(({ offset }) => offset))).toBeGreaterThanOrEqual(
      10 * MIB,
    );
    first.line.close();
    await soon(() => to.library.stateOf(packId)).toMatchObject({
      kind: 'failed',
      error: { code: 'peer/failed' },
    });
    const state = to.library.stateOf(packId);
    const held = 'heldBytes' in state ? state.heldBytes : 0;
    expect(held).toBeGreaterThan(4 * MIB);

    const second = await sendTo(to, [pack]);
    await soon(() => to.library.installed.length).toBe(1);
    const again = second.reads
      .filter(({ shard }) => shard === pack.weights.sha256)
      .map(({ offset }) => offset);
    expect(Math.min(...again)).toBeGreaterThan(held - 2 * MIB);
    expect(new Set(again).size).toBe(again.length);
    expect(second.reads.some(({ shard }) => shard === licenceOf(pack).sha256)).toBe(false);
  });

  it('a pack may come from another device than the one that began', async () => {
    const pack = await smallPack({ mib: 12, chunked: false });
    const to = receiving();
    const first = await sendTo(to, [pack], { read: readUntil(6 * MIB, pack) });
    await take(to, pack.entry);
    await soon(() => first.reads.length).toBeGreaterThan(5);
    first.line.close();
    await soon(() => to.library.stateOf(pack.entry.packId).kind).toBe('failed');
    await sendTo(to, [pack]);
    await soon(() => to.library.installed.length).toBe(1);
  });

  it('what began at a device that has gone is brought by the site that offers it, too, and only what is missing', async () => {
    const pack = await smallPack({ mib: 12 });
    const { packId } = pack.entry;
    const honest = reader(pack);
    const to = receiving();
    const first = await sendTo(to, [pack], {
      read: (wanted) => (wanted.offset < 6 * MIB ? honest(wanted) : new Promise(() => {})),
    });
    await take(to, pack.entry);
    // No more than a window is under way: the rest of the six has been taken here.
    await soon(() => first.reads.some(({ offset }) => offset === 6 * MIB)).toBe(true);
    expect(to.library.goesOn(packId)).toBe(true);
    first.line.close();
    await first.done;
    await soon(() => to.library.stateOf(packId).kind).toBe('failed');
    expect(to.library.goesOn(packId)).toBe(false);

    await to.at.serve(pack);
    to.library.install(pack.entry, true, { at: new Date(0).toISOString(), note: 'a test' });
    expect(to.library.goesOn(packId)).toBe(true);
    await soon(() => to.library.installed.length).toBe(1);
    expect(to.library.installed[0]?.source.kind).toBe('site');
    expect(sentOf(await to.at.log(), pack)).toBeLessThan(12 * MIB);
  });

  it('more packs are taken at once than a line once had room for', async () => {
    const packs = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => smallPack({ mib: 2, seed })));
    const to = receiving();
    const sending = await sendTo(to, packs);
    await soon(() => to.device.receive.offers.length).toBe(packs.length);
    for (const pack of packs) await take(to, pack.entry);
    await soon(() => to.library.installed.length).toBe(packs.length);
    sending.line.close();
    await sending.done;
  });

  it('cancelled here, the sender stops reading and is told', async () => {
    const pack = await smallPack({ mib: 32 });
    const to = receiving();
    const sending = await sendTo(to, [pack], { read: readUntil(16 * MIB, pack) });
    await take(to, pack.entry);
    await soon(() => sending.reads.length).toBeGreaterThan(3);
    await to.library.cancel(pack.entry.packId);
    await soon(() => sending.events.findLast(({ kind }) => kind === 'pack')).toMatchObject({ state: 'left' });
    const { length } = sending.reads;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sending.reads.length).toBe(length);
    expect(length).toBeLessThan(32);
    expect(to.device.link.state.kind).toBe('open');
  });
});

describe('codes', () => {
  it('of the wrong kind, of another offer or damaged are refused, and another may follow', async () => {
    const [one, two] = [receiving(), receiving()];
    const offer = await makeOffer();
    const otherOffer = await makeOffer();
    expect(await one.device.read('HAVERSACK:MZXW6')).toBe(false);
    expect(one.device.link.codeError?.code).toBe('peer/code');
    expect(one.device.link.state.kind).toBe('idle');
    expect(await one.device.read(offer.code)).toBe(true);
    expect(one.device.link.codeError).toBeNull();
    const answer = one.device.link.state.kind === 'showing' ? one.device.link.state.code : '';
    expect(await two.device.read(answer)).toBe(false);
    expect(two.device.link.codeError?.details['problem']).toBe('kind');
    await expect(otherOffer.accept(answer)).rejects.toMatchObject({ details: { problem: 'other offer' } });
    await offer.accept(answer);
    (await offer.opened).close();
    otherOffer.close();
  });

  it('are forgotten when the person begins anew while one is taken', async () => {
    const [from, to] = [receiving(), receiving()];
    from.device.choose('send');
    await from.device.link.offer();
    const { state } = from.device.link;
    expect(await to.device.read(state.kind === 'showing' ? state.code : '')).toBe(true);
    const answer = to.device.link.state.kind === 'showing' ? to.device.link.state.code : '';
    const reading = from.device.read(answer);
    from.device.choose(null);
    expect(await reading).toBe(false);
    expect(from.device.link.state).toEqual({ kind: 'idle' });
    expect(from.device.link.codeError).toBeNull();
    to.device.choose(null);
  });

  it('make a link that a person can give up at any time', async () => {
    const to = receiving();
    to.device.choose('send');
    const making = to.device.link.offer();
    to.device.choose(null);
    await making;
    expect(to.device.link.state.kind).toBe('idle');
    to.device.choose('send');
    await to.device.link.offer();
    expect(to.device.link.state.kind).toBe('showing');
    to.device.choose('receive');
    expect(to.device.link.state.kind).toBe('idle');
  });
});
