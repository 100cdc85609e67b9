import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/domain/errors';
import { entryFrames, FRAME_LIMITS, messageFrame, parseFrame, pieceFrame } from '$lib/peer/frames';
import { MAX_FRAME_BYTES, PIECE_BYTES } from '$lib/peer/line';
import { parseFromReceiver, parseFromSender, WINDOW_BYTES } from '$lib/peer/messages';
import { pick, seeded } from '../../fixtures/gguf/random';
import { seededBytes } from '../../fakes/seeded-bytes';

const FUZZ = Number(process.env['HAVERSACK_FUZZ'] ?? 10_000);
const DIGEST = 'ab'.repeat(32);

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const raw = (...bytes: number[]) => Uint8Array.from(bytes);

function problemOf(read: () => unknown): string {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'peer/protocol')
      return String(thrown.details['problem'] ?? thrown.details['where'] ?? thrown.details['limit']);
    throw thrown;
  }
  return 'none';
}

describe('a frame', () => {
  it('carries a piece of a file', () => {
    const bytes = seededBytes(3, PIECE_BYTES);
    const frame = pieceFrame(0x01020304, bytes);
    expect(frame.length).toBeLessThanOrEqual(MAX_FRAME_BYTES);
    expect(parseFrame(frame)).toEqual({ kind: 'piece', id: 0x01020304, bytes });
  });

  it('is one of as many as an entry takes, the last one marked', () => {
    for (const length of [1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 5 * PIECE_BYTES]) {
      const entry = seededBytes(length, length);
      const parts = [...entryFrames(entry)].map(parseFrame);
      expect(parts.map((part) => part.kind === 'entry' && part.last)).toEqual(
        parts.map((_, at) => at === parts.length - 1),
      );
      const whole = parts.flatMap((part) => (part.kind === 'entry' ? [...part.bytes] : []));
      expect(whole).toEqual([...entry]);
    }
  });

  it('that no sender of ours writes is refused', () => {
    expect(problemOf(() => parseFrame(raw()))).toBe('unknown frame');
    expect(problemOf(() => parseFrame(raw(9, 1)))).toBe('unknown frame');
    expect(problemOf(() => parseFrame(raw(4, 0, 0, 0, 1)))).toBe('piece');
    expect(problemOf(() => parseFrame(raw(4, 255, 255, 255, 255, 1)))).toBe('piece');
    expect(problemOf(() => parseFrame(raw(2, 1, 2)))).toBe('short entry');
    expect(problemOf(() => parseFrame(new Uint8Array(FRAME_LIMITS.messageBytes + 2).fill(1)))).toBe(
      'message too long',
    );
    expect(problemOf(() => parseFrame(new Uint8Array(PIECE_BYTES + 6).fill(4, 0, 1)))).toBe('piece');
  });
});

describe('a message', () => {
  it('is read as it was written', () => {
    const fromReceiver = [
      { kind: 'hello', version: 1, role: 'receive' },
      { kind: 'read', id: 7, sha256: DIGEST, offset: 2 ** 40 },
      { kind: 'more', id: 7, bytes: WINDOW_BYTES },
      { kind: 'stop', id: 7 },
      { kind: 'pack', packId: DIGEST, state: 'taken' },
    ];
    for (const message of fromReceiver) {
      const frame = parseFrame(messageFrame(message));
      expect(frame.kind === 'message' && parseFromReceiver(frame.json)).toEqual(message);
    }
    const fromSender = [
      { kind: 'hello', version: 1, role: 'send' },
      { kind: 'offered', count: 3 },
      { kind: 'end', id: 7, complete: false },
    ];
    for (const message of fromSender) expect(parseFromSender(json(message))).toEqual(message);
  });

  it.each([
    ['another version', { kind: 'hello', version: 2, role: 'receive' }],
    ['no role of ours', { kind: 'hello', version: 1, role: 'both' }],
    ['a field more', { kind: 'stop', id: 1, why: 'x' }],
    ['a field less', { kind: 'stop' }],
    ['a negative offset', { kind: 'read', id: 1, sha256: DIGEST, offset: -1 }],
    ['half a byte', { kind: 'read', id: 1, sha256: DIGEST, offset: 0.5 }],
    ['what is no digest', { kind: 'read', id: 1, sha256: '../../etc', offset: 0 }],
    ['more room than there is', { kind: 'more', id: 1, bytes: WINDOW_BYTES + 1 }],
    ['a state that is none', { kind: 'pack', packId: DIGEST, state: 'gone' }],
    ['nothing known', { kind: 'text', body: 'hello' }],
    ['a list', []],
    ['null', null],
    ['depth', { kind: { kind: { kind: 'stop' } }, id: 1 }],
  ])('with %s is refused', (_, message) => {
    expect(problemOf(() => parseFromReceiver(json(message)))).not.toBe('none');
    expect(problemOf(() => parseFromSender(json(message)))).not.toBe('none');
  });

  it('of the same role is refused: two senders have nothing to say to each other', () => {
    expect(problemOf(() => parseFromSender(json({ kind: 'hello', version: 1, role: 'receive' })))).toBe(
      'role',
    );
    expect(problemOf(() => parseFromReceiver(json({ kind: 'hello', version: 1, role: 'send' })))).toBe(
      'role',
    );
  });

  it('with the same key twice is refused', () => {
    const twice = new TextEncoder().encode('{"kind":"stop","id":1,"id":2}');
    expect(problemOf(() => parseFromReceiver(twice))).not.toBe('none');
  });
});

it(`${FUZZ} mutated frames are refused with a code, or mean what they say`, { timeout: 600_000 }, () => {
  const good = [
    messageFrame({ kind: 'read', id: 7, sha256: DIGEST, offset: 123 }),
    messageFrame({ kind: 'end', id: 7, complete: true }),
    messageFrame({ kind: 'hello', version: 1, role: 'send' }),
    pieceFrame(9, seededBytes(1, 100)),
    ...entryFrames(seededBytes(2, 300)),
  ];
  let taken = 0;
  for (let seed = 0; seed < FUZZ; seed++) {
    const random = seeded(seed);
    const frame = Uint8Array.from(good[pick(random, good.length)] ?? raw());
    for (let change = pick(random, 3); change >= 0; change--)
      frame[pick(random, frame.length)] = pick(random, 256);
    const cut = frame.slice(0, pick(random, 4) === 0 ? pick(random, frame.length) : frame.length);
    const problem = problemOf(() => {
      const read = parseFrame(cut);
      if (read.kind !== 'message') return;
      (pick(random, 2) === 0 ? parseFromReceiver : parseFromSender)(read.json);
    });
    if (problem === 'none') taken++;
  }
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(FUZZ);
});
