import { type Digest, isDigest } from '../domain/digest';
import { fail } from '../domain/errors';
import { parseJson } from '../domain/json';
import { FRAME_LIMITS, PROTOCOL } from './frames';

const LIMITS = { maxBytes: FRAME_LIMITS.messageBytes, maxDepth: 1 };
const CODES = { tooLarge: 'peer/protocol', invalid: 'peer/protocol' } as const;

/** Both sides begin with it. */
type Hello = { kind: 'hello'; version: typeof PROTOCOL; role: 'send' | 'receive' };

export type FromSender =
  | Hello
  /** All entries have been sent, so many. */
  | { kind: 'offered'; count: number }
  /** A read has ended: at the end of the file, because it was stopped, or because nothing more can be read. */
  | { kind: 'end'; id: number; complete: boolean };

export type FromReceiver =
  | Hello
  /** Wants a file of an offered pack from `offset` on. WINDOW_BYTES may be sent before the first `more`. */
  | { kind: 'read'; id: number; sha256: Digest; offset: number }
  /** So many bytes of a read were taken: as many more may be sent. */
  | { kind: 'more'; id: number; bytes: number }
  | { kind: 'stop'; id: number }
  /** What becomes of an offered pack over there. */
  | { kind: 'pack'; packId: Digest; state: 'taking' | 'taken' | 'left' };

/** Bytes of one read that may be under way: what waits in the receiver's memory is never more. */
export const WINDOW_BYTES = 4 * 1024 * 1024;

/** Reads of one line that may be under way: every pack that can be offered may bring a file and mend a chunk, and show a licence. */
export const MOST_READS = 80;

export function parseFromSender(bytes: Uint8Array): FromSender {
  const { kind, ...rest } = plain(bytes);
  if (kind === 'offered') return only({ kind, count: whole(rest['count'], 1000) }, rest);
  if (kind === 'end') {
    const { complete } = rest;
    if (typeof complete !== 'boolean') return fail('peer/protocol', { problem: 'end' });
    return only({ kind, id: readId(rest['id']), complete }, rest);
  }
  return hello(kind, rest, 'send');
}

export function parseFromReceiver(bytes: Uint8Array): FromReceiver {
  const { kind, ...rest } = plain(bytes);
  switch (kind) {
    case 'read': {
      const { id, sha256, offset } = rest;
      if (!isDigest(sha256)) return fail('peer/protocol', { problem: 'digest' });
      return only({ kind, id: readId(id), sha256, offset: whole(offset, Number.MAX_SAFE_INTEGER) }, rest);
    }
    case 'more':
      return only({ kind, id: readId(rest['id']), bytes: whole(rest['bytes'], WINDOW_BYTES) }, rest);
    case 'stop':
      return only({ kind, id: readId(rest['id']) }, rest);
    case 'pack': {
      const { packId } = rest;
      const state = (['taking', 'taken', 'left'] as const).find((known) => known === rest['state']);
      if (!isDigest(packId) || !state) return fail('peer/protocol', { problem: 'pack' });
      return only({ kind, packId, state }, rest);
    }
    default:
      return hello(kind, rest, 'receive');
  }
}

function hello(kind: unknown, rest: Record<string, unknown>, role: 'send' | 'receive'): Hello {
  if (kind !== 'hello') return fail('peer/protocol', { problem: 'unknown message' });
  if (rest['version'] !== PROTOCOL) return fail('peer/protocol', { problem: 'version' });
  // Two senders, or two receivers, have nothing to say to each other.
  if (rest['role'] !== role) return fail('peer/protocol', { problem: 'role' });
  return only({ kind, version: PROTOCOL, role }, rest);
}

/** What was read, if it is all there was. */
function only<T extends object>(read: T, rest: object): T {
  return Object.keys(rest).length === Object.keys(read).length - 1
    ? read
    : fail('peer/protocol', { problem: 'unknown field' });
}

function plain(bytes: Uint8Array): Record<string, unknown> {
  const value = parseJson(bytes, LIMITS, CODES);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : fail('peer/protocol', { problem: 'not an object' });
}

function whole(value: unknown, most: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most
    ? value
    : fail('peer/protocol', { problem: 'number' });
}

const readId = (value: unknown) => whole(value, FRAME_LIMITS.readId - 1);
