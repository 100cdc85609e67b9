import { beforeEach, describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import { entryFrames, messageFrame, parseFrame, pieceFrame, PROTOCOL } from '../../../src/lib/peer/frames';
import { PIECE_BYTES } from '../../../src/lib/peer/line';
import { parseFromReceiver } from '../../../src/lib/peer/messages';
import { sendPacks } from '../../../src/lib/peer/sender';
import { clearRecords } from '../../../src/lib/records';
import { smallPack } from '../../fakes/small-pack';
import { connectTo, entryBytes, reader, receiving, sendTo, shared, soon, take } from './device-bench';

const MIB = 1024 * 1024;

beforeEach(() => clearRecords());

describe('a sender that is not to be trusted', () => {
  it('with one wrong byte gets nothing installed, and nothing of the wrong chunk is kept', async () => {
    const pack = await smallPack({ mib: 4 });
    const honest = reader(pack);
    const to = receiving();
    await sendTo(to, [pack], {
      read: async (wanted) => {
        const bytes = Uint8Array.from(await honest(wanted));
        if (wanted.sha256 === pack.weights.sha256 && wanted.offset === 2 * MIB)
          bytes[77] = (bytes[77] ?? 0) ^ 1;
        return bytes;
      },
    });
    await take(to, pack.entry);
    await soon(() => to.library.stateOf(pack.entry.packId)).toMatchObject({
      kind: 'failed',
      error: { code: 'source/digest' },
    });
    expect(to.library.installed).toEqual([]);
    const [unfinished] = await to.at.packs.call('unfinished', {});
    expect(unfinished?.heldBytes).toBeLessThanOrEqual(2 * MIB + 5000);
  });

  it('that lies once and then sends the right bytes is healed by the chunk', async () => {
    const pack = await smallPack({ mib: 4 });
    const honest = reader(pack);
    let lies = 1;
    const to = receiving();
    await sendTo(to, [pack], {
      read: async (wanted) => {
        const bytes = Uint8Array.from(await honest(wanted));
        if (wanted.sha256 === pack.weights.sha256 && wanted.offset === MIB && lies-- > 0) bytes.fill(0);
        return bytes;
      },
    });
    await take(to, pack.entry);
    await soon(() => to.library.installed.length).toBe(1);
    expect(to.library.news).toEqual({ kind: 'healed', chunks: 1 });
  });

  it('whose manifest is not what its id says is refused, and its other offers are not', async () => {
    const good = await smallPack({ mib: 1 });
    const bad = await smallPack({ mib: 1, seed: 8 });
    const renamed = { ...bad.entry, manifest: { ...bad.entry.manifest, name: 'Something else' } };
    const to = receiving();
    await sendTo(to, [good, bad], { packs: [shared(bad, renamed), shared(good)] });
    await soon(() => to.device.receive.listed).toBe(true);
    expect(to.device.receive.offers.map(({ packId }) => packId)).toEqual([good.entry.packId]);
    expect(to.device.receive.refused.map(({ code }) => code)).toEqual(['pack/manifest-invalid']);
  });

  it.each([
    ['offers without end', 1000, 60],
    ['one offer that never ends', 1, 6 * MIB],
    ['more bytes of offers than a list may have', 20, 2 * MIB],
  ])('that sends %s is cut off', async (_, count, bytes) => {
    const to = receiving();
    const line = await connectTo(to);
    const done = sendPacks(line, {
      packs: Array.from({ length: count }, (_, at) => ({
        packId: at.toString(16).padStart(64, '0') as Digest,
        entry: entryBytes('x'.repeat(bytes)),
        files: new Map(),
      })),
      read: async () => new Uint8Array(),
      tell: () => {},
    });
    await soon(() => to.device.link.state).toMatchObject({ kind: 'ended', error: { code: 'peer/protocol' } });
    await done;
    expect(to.device.receive.offers).toEqual([]);
  });

  it('that sends more of a file than it has, or more at once than it may, is cut off and nothing is installed', async () => {
    const pack = await smallPack({ mib: 1 });
    for (const flood of [false, true]) {
      const to = receiving();
      const line = await connectTo(to);
      const say = (message: object) => line.send(messageFrame(message));
      line.listen((frame) => {
        const read = parseFrame(frame);
        const asked = read.kind === 'message' ? parseFromReceiver(read.json) : undefined;
        if (asked?.kind === 'read') void pour(asked.id).catch(() => {});
      });
      const pour = async (id: number) => {
        // Within the window the file's own length counts; beyond it nothing is listened to.
        const pieces = flood ? 1000 : 20;
        for (let piece = 0; piece < pieces; piece++)
          await line.send(pieceFrame(id, new Uint8Array(PIECE_BYTES)));
      };
      await say({ kind: 'hello', version: PROTOCOL, role: 'send' });
      for (const frame of entryFrames(shared(pack).entry)) await line.send(frame);
      await say({ kind: 'offered', count: 1 });
      await take(to, pack.entry);
      await soon(() => to.library.stateOf(pack.entry.packId).kind).toBe('failed');
      if (flood)
        await soon(() => to.device.link.state).toMatchObject({
          kind: 'ended',
          error: { code: 'peer/protocol' },
        });
      expect(to.library.installed).toEqual([]);
      line.close();
    }
  });
});

describe('a receiver that is not to be trusted', () => {
  it('gets no byte of what was not shared', async () => {
    const [secret, open] = [await smallPack({ mib: 1, seed: 9 }), await smallPack({ mib: 1 })];
    const to = receiving();
    const sending = await sendTo(to, [open], { read: reader(open, secret) });
    await soon(() => to.device.receive.listed).toBe(true);
    const plan = { ...to.device.receive.offers[0]!, manifest: secret.entry.manifest };
    await expect(to.device.receive.licenceText(plan, 'LICENSE.txt')).resolves.toBeTruthy(); // shared by both packs
    const other = {
      ...plan,
      manifest: { ...plan.manifest, shards: [{ ...secret.weights, role: 'licence' as const }] },
    };
    await expect(to.device.receive.licenceText(other, 'model.gguf')).rejects.toThrow('source/digest');
    expect(sending.reads.some(({ shard }) => shard === secret.weights.sha256)).toBe(false);
  });
});
