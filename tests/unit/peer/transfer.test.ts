import { describe, expect, it } from 'vitest';
import type { Digest } from '$lib/domain/digest';
import { entryFrames, messageFrame, parseFrame, pieceFrame } from '$lib/peer/frames';
import { MOST_READS, parseFromReceiver, parseFromSender, WINDOW_BYTES } from '$lib/peer/messages';
import { OFFER_LIMITS, receivePacks } from '$lib/peer/receiver';
import { type SenderEvent, sendPacks, type SharedPack } from '$lib/peer/sender';
import { pick, seeded } from '../../fixtures/gguf/random';
import { linePair } from '../../fakes/line-pair';
import { seededBytes } from '../../fakes/seeded-bytes';

const FUZZ = Math.min(Number(process.env['HAVERSACK_FUZZ'] ?? 10_000), 100_000) / 50;
const FILE = 'aa'.repeat(32) as Digest;
const PACK = 'bb'.repeat(32) as Digest;
const BYTES = 3 * 1024 * 1024 + 17;
const data = seededBytes(5, BYTES);
const forever = new AbortController().signal;

const pack: SharedPack = { packId: PACK, entry: seededBytes(6, 200_000), files: new Map([[FILE, BYTES]]) };

type Read = Parameters<typeof sendPacks>[1]['read'];
const honest: Read = async ({ offset, length }) => data.subarray(offset, offset + length);

function pair({ read = honest, packs = [pack] }: { read?: Read; packs?: SharedPack[] } = {}) {
  const [here, there] = linePair();
  const events: SenderEvent[] = [];
  const offers: Uint8Array[] = [];
  let complete = () => {};
  const offered = new Promise<void>((resolve) => (complete = resolve));
  const sending = sendPacks(here, { packs, read, tell: (event) => void events.push(event) });
  sending.catch(() => {}); // awaited where it matters
  const receiver = receivePacks(there, {
    offered: (entry) => void offers.push(entry),
    complete: () => complete(),
  });
  return { here, there, events, offers, offered, sending, receiver };
}

describe('a transfer', () => {
  it('brings an entry and a file over whole, from any offset', async () => {
    const { offers, offered, receiver, here, sending, events } = pair();
    await offered;
    expect(offers).toEqual([pack.entry]);
    for (const offset of [0, 1024 * 1024 + 5, BYTES - 1]) {
      const parts: Uint8Array[] = [];
      const whole = await receiver.read(
        { sha256: FILE, offset },
        async (bytes) => void parts.push(bytes),
        forever,
      );
      expect(whole).toBe(true);
      const sum = new Uint8Array(BYTES - offset);
      let at = 0;
      for (const part of parts) {
        sum.set(part, at);
        at += part.length;
      }
      expect(Buffer.compare(sum, data.subarray(offset))).toBe(0);
    }
    expect(events.at(-1)).toMatchObject({ kind: 'sent', position: BYTES, bytes: BYTES });
    here.close();
    await sending;
    await receiver.closed;
  });

  it('never has more under way than the receiver has room for', async () => {
    const big: SharedPack = { ...pack, files: new Map([[FILE, 4 * WINDOW_BYTES]]) };
    const { receiver, events, here } = pair({
      packs: [big],
      read: async ({ length }) => new Uint8Array(length),
    });
    let taken = 0;
    let ahead = 0;
    await receiver.read(
      { sha256: FILE, offset: 0 },
      async (bytes) => {
        if (taken === 0) await new Promise((resolve) => setTimeout(resolve, 300));
        taken += bytes.length;
        const last = events.at(-1);
        if (last?.kind === 'sent') ahead = Math.max(ahead, last.position - taken);
      },
      forever,
    );
    expect(taken).toBe(4 * WINDOW_BYTES);
    expect(ahead).toBeLessThanOrEqual(WINDOW_BYTES);
    here.close();
  });

  it('ends with false where the sender has no such file, or cannot read it', async () => {
    const { receiver, events, here } = pair({ read: () => Promise.reject(new Error('the disk is gone')) });
    const other = 'cc'.repeat(32) as Digest;
    expect(await receiver.read({ sha256: other, offset: 0 }, async () => {}, forever)).toBe(false);
    expect(await receiver.read({ sha256: FILE, offset: BYTES + 1 }, async () => {}, forever)).toBe(false);
    expect(events).toEqual([]);
    expect(await receiver.read({ sha256: FILE, offset: 0 }, async () => {}, forever)).toBe(false);
    expect(events[0]).toMatchObject({ kind: 'unreadable', packId: PACK });
    here.close();
  });

  it('that is stopped leaves the line for the next', async () => {
    const { receiver, here } = pair();
    const stop = new AbortController();
    const reading = receiver.read(
      { sha256: FILE, offset: 0 },
      async () => stop.abort(new DOMException('enough', 'AbortError')),
      stop.signal,
    );
    await expect(reading).rejects.toThrow('enough');
    let last = 0;
    await receiver.read(
      { sha256: FILE, offset: BYTES - 9 },
      async (bytes) => void (last += bytes.length),
      forever,
    );
    expect(last).toBe(9);
    here.close();
  });

  it('takes as many files at once as somebody asks for, the last ones in their turn', async () => {
    const { receiver, here, sending } = pair();
    const all = Array.from({ length: MOST_READS + 20 }, async () => {
      let taken = 0;
      const from = { sha256: FILE, offset: BYTES - 70_000 };
      await receiver.read(from, async (bytes) => void (taken += bytes.length), forever);
      return taken;
    });
    expect(new Set(await Promise.all(all))).toEqual(new Set([70_000]));
    here.close();
    await sending;
  });

  it('whose line goes down ends what waits for its turn, too', async () => {
    const { receiver, here } = pair({ read: () => new Promise(() => {}) });
    const all = Array.from({ length: MOST_READS + 5 }, () =>
      receiver.read({ sha256: FILE, offset: 0 }, async () => {}, forever),
    );
    const outcomes = Promise.allSettled(all);
    here.close();
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'peer/failed' } });
  });

  it('whose line goes down rejects, on both sides and at once', async () => {
    const { receiver, here, sending } = pair();
    const reading = receiver.read({ sha256: FILE, offset: 0 }, async () => here.close(), forever);
    await expect(reading).rejects.toMatchObject({ code: 'peer/failed' });
    await sending;
    await receiver.closed;
    await expect(receiver.read({ sha256: FILE, offset: 0 }, async () => {}, forever)).rejects.toMatchObject({
      code: 'peer/failed',
    });
  });
});

describe('what does not belong there ends the line', () => {
  const hello = messageFrame({ kind: 'hello', version: 1, role: 'send' });
  const piece = (id: number, bytes = 100) => pieceFrame(id, new Uint8Array(bytes));
  const entry = [...entryFrames(seededBytes(1, 50))];
  const offered = (count: number) => messageFrame({ kind: 'offered', count });

  it.each([
    ['an offer before a greeting', [...entry]],
    ['two greetings', [hello, hello]],
    ['a piece that nobody asked for', [hello, offered(0), piece(1)]],
    [
      'an end that nobody asked for',
      [hello, offered(0), messageFrame({ kind: 'end', id: 1, complete: true })],
    ],
    ['an offer after the last', [hello, offered(0), ...entry]],
    ['another number of offers than there were', [hello, ...entry, offered(2)]],
    [
      'more offers than a list may have',
      [
        hello,
        ...Array(OFFER_LIMITS.packs + 1)
          .fill(entry)
          .flat(),
      ],
    ],
    ['messages of a receiver', [hello, messageFrame({ kind: 'stop', id: 1 })]],
    ['what is no frame', [hello, Uint8Array.from([77])]],
  ])('for a receiver: %s', async (_, frames) => {
    const [here, there] = linePair();
    const receiver = receivePacks(there, { offered: () => {}, complete: () => {} });
    for (const frame of frames as Uint8Array<ArrayBuffer>[]) await here.send(frame).catch(() => {});
    await expect(receiver.closed).rejects.toMatchObject({ code: 'peer/protocol' });
  });

  it.each([
    ['more than it may send', WINDOW_BYTES + 1],
    ['what it may send', WINDOW_BYTES],
    ['a flood of tiny pieces', 1000, 1],
  ])('for a receiver that takes nothing: %s', async (what, bytes, size = 65536) => {
    const [here, there] = linePair();
    const receiver = receivePacks(there, { offered: () => {}, complete: () => {} });
    await here.send(hello);
    await here.send(offered(0));
    const reading = receiver.read({ sha256: FILE, offset: 0 }, () => new Promise(() => {}), forever);
    reading.catch(() => {});
    for (let left = bytes; left > 0; left -= size)
      await here.send(piece(1, Math.min(left, size))).catch(() => {});
    const state = await Promise.race([
      receiver.closed.catch((thrown: unknown) => thrown),
      new Promise((resolve) => setTimeout(() => resolve('open'), 50)),
    ]);
    if (what === 'what it may send') expect(state).toBe('open');
    else expect(state).toMatchObject({ code: 'peer/protocol' });
    here.close();
  });

  const greeting = messageFrame({ kind: 'hello', version: 1, role: 'receive' });
  const read = (id: number) => messageFrame({ kind: 'read', id, sha256: FILE, offset: 0 });
  it.each([
    ['a read before a greeting', [read(1)]],
    ['two reads with one number', [greeting, read(1), read(1)]],
    [
      'more reads than it may have at once',
      [greeting, ...Array.from({ length: MOST_READS + 1 }, (_, id) => read(id))],
    ],
    ['a file that is sent to the sender', [greeting, piece(1)]],
    ['an offer to the sender', [greeting, ...entry]],
    [
      'news of a pack that was not shared',
      [greeting, messageFrame({ kind: 'pack', packId: FILE, state: 'taken' })],
    ],
  ])('for a sender: %s', async (_, frames) => {
    const [here, there] = linePair();
    const sending = sendPacks(here, { packs: [pack], read: honest, tell: () => {} });
    sending.catch(() => {});
    await Promise.all(
      (frames as Uint8Array<ArrayBuffer>[]).map((frame) => there.send(frame).catch(() => {})),
    );
    await expect(sending).rejects.toMatchObject({ code: 'peer/protocol' });
  });
});

it(
  `${FUZZ} lines of random frames end with a code or go on, and a sender sends nothing but what is shared`,
  { timeout: 600_000 },
  async () => {
    const vocabulary = [
      messageFrame({ kind: 'hello', version: 1, role: 'receive' }),
      messageFrame({ kind: 'read', id: 1, sha256: FILE, offset: BYTES - 10 }),
      messageFrame({ kind: 'read', id: 2, sha256: PACK, offset: 0 }),
      messageFrame({ kind: 'more', id: 1, bytes: 5 }),
      messageFrame({ kind: 'stop', id: 1 }),
      messageFrame({ kind: 'hello', version: 1, role: 'send' }),
      messageFrame({ kind: 'offered', count: 0 }),
      messageFrame({ kind: 'end', id: 1, complete: true }),
      pieceFrame(1, new Uint8Array(10)),
      ...entryFrames(seededBytes(1, 20)),
    ];
    for (let seed = 0; seed < FUZZ; seed++) {
      const random = seeded(seed);
      const [here, there] = linePair();
      const asSender = seed % 2 === 0;
      const wanted: Digest[] = [];
      const done = asSender
        ? sendPacks(here, {
            packs: [{ ...pack, entry: seededBytes(1, 30) }],
            read: async (asked) => (wanted.push(asked.sha256), honest(asked)),
            tell: () => {},
          })
        : receivePacks(here, { offered: () => {}, complete: () => {} }).closed;
      const outcome = done.then(
        () => 'closed',
        (thrown: unknown) => (thrown as { code?: string }).code,
      );
      const frames = Array.from({ length: 1 + pick(random, 8) }, () => {
        const frame = Uint8Array.from(vocabulary[pick(random, vocabulary.length)] ?? []);
        if (pick(random, 4) === 0) frame[pick(random, frame.length)] = pick(random, 256);
        return frame;
      });
      await Promise.all(frames.map((frame) => there.send(frame).catch(() => {})));
      there.close();
      expect(['closed', 'peer/protocol']).toContain(await outcome);
      expect(wanted.every((sha256) => sha256 === FILE)).toBe(true);
      for (const frame of here.sent) {
        const sent = parseFrame(frame);
        if (sent.kind === 'message') (asSender ? parseFromSender : parseFromReceiver)(sent.json);
      }
    }
  },
);
