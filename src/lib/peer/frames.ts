import { fail } from '../domain/errors';
import { PIECE_BYTES } from './line';

/** Version of everything that goes over a line. */
export const PROTOCOL = 1;

/**
 * A frame is one byte that says what it is, and: of a message JSON in UTF-8; of an entry the next bytes of a catalogue
 * entry (JSON), the last of them marked; of a piece the number of a read (4 bytes, big-endian) and bytes of its file.
 */
const MESSAGE = 1;
const ENTRY = 2;
const ENTRY_END = 3;
const PIECE = 4;

export type Frame =
  | { kind: 'message'; json: Uint8Array<ArrayBuffer> }
  | { kind: 'entry'; bytes: Uint8Array<ArrayBuffer>; last: boolean }
  | { kind: 'piece'; id: number; bytes: Uint8Array<ArrayBuffer> };

export const FRAME_LIMITS = { messageBytes: 1024, readId: 2 ** 31 } as const;

export function messageFrame(message: object): Uint8Array<ArrayBuffer> {
  return joined([MESSAGE], new TextEncoder().encode(JSON.stringify(message)));
}

/** An entry in as many frames as it takes. */
export function* entryFrames(entry: Uint8Array): Generator<Uint8Array<ArrayBuffer>, void, void> {
  for (let at = 0; at === 0 || at < entry.length; at += PIECE_BYTES) {
    const last = at + PIECE_BYTES >= entry.length;
    yield joined([last ? ENTRY_END : ENTRY], entry.subarray(at, at + PIECE_BYTES));
  }
}

export function pieceFrame(id: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return joined([PIECE, id >>> 24, (id >> 16) & 255, (id >> 8) & 255, id & 255], bytes);
}

/** Throws `peer/protocol`. Of a message the text is checked for length only: messages.ts reads it. */
export function parseFrame(frame: Uint8Array<ArrayBuffer>): Frame {
  const body = frame.subarray(1);
  switch (frame[0]) {
    case MESSAGE:
      if (body.length > FRAME_LIMITS.messageBytes)
        return fail('peer/protocol', { problem: 'message too long' });
      return { kind: 'message', json: body };
    case ENTRY:
    case ENTRY_END:
      if (body.length > PIECE_BYTES) return fail('peer/protocol', { problem: 'frame too long' });
      // Short frames that never end would cost time without end.
      if (frame[0] === ENTRY && body.length !== PIECE_BYTES)
        return fail('peer/protocol', { problem: 'short entry' });
      return { kind: 'entry', bytes: body, last: frame[0] === ENTRY_END };
    case PIECE: {
      if (body.length < 5 || body.length > 4 + PIECE_BYTES)
        return fail('peer/protocol', { problem: 'piece' });
      const id = new DataView(body.buffer, body.byteOffset).getUint32(0);
      if (id >= FRAME_LIMITS.readId) return fail('peer/protocol', { problem: 'piece' });
      return { kind: 'piece', id, bytes: body.subarray(4) };
    }
    default:
      return fail('peer/protocol', { problem: 'unknown frame' });
  }
}

function joined(head: readonly number[], body: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(head.length + body.length);
  frame.set(head);
  frame.set(body, head.length);
  return frame;
}
