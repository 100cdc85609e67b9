import type { Digest } from '../domain/digest';
import { type AppError, appError, fail, toAppError } from '../domain/errors';
import { type Frame, messageFrame, PROTOCOL } from './frames';
import { hearFrames } from './hear-frames';
import { type Line, PIECE_BYTES } from './line';
import { type FromReceiver, MOST_READS, parseFromSender, WINDOW_BYTES } from './messages';

/** What one sender may offer: more would be a flood. */
export const OFFER_LIMITS = { packs: 24, entryBytes: 5 * 1024 * 1024, totalBytes: 24 * 1024 * 1024 } as const;
/** Pieces of one read that may wait: four times what a window of whole ones has. A flood of tiny ones would fill the memory. */
const MOST_PIECES = 4 * (WINDOW_BYTES / PIECE_BYTES);
/** The sender is told of room for more when this much of the window was taken. */
const MORE_BYTES = WINDOW_BYTES / 8;

export type ReceiverParts = {
  /** A catalogue entry, JSON in UTF-8: bytes from outside, which nobody has looked at yet. */
  offered: (entry: Uint8Array<ArrayBuffer>) => void;
  /** The sender has offered all that it will. */
  complete: () => void;
};

export interface Receiver {
  /**
   * Reads a file of an offered pack from `offset` on. `take` gets the bytes in order, and the next only when it has
   * settled. True at the end of the sender's file; false if the sender cannot read on. Throws `peer/failed` when the
   * line is down, `peer/protocol`, AbortError. What the bytes are worth the caller finds out.
   */
  read(
    from: { sha256: Digest; offset: number },
    take: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean>;
  /** Tells the sender what becomes of a pack. */
  tell(packId: Digest, state: 'taking' | 'taken' | 'left'): void;
  /** Settles when the line is down; rejects with `peer/protocol` if the sender was the reason. */
  readonly closed: Promise<void>;
}

type Reading = {
  pieces: Uint8Array<ArrayBuffer>[];
  /** Bytes that the sender may still send. */
  window: number;
  stopped: boolean;
  outcome?: { complete: boolean } | { error: AppError };
  wake: () => void;
};

/** The receiving side: takes in offers, and reads files. Nothing of this device is sent but what it wants. */
export function receivePacks(line: Line, parts: ReceiverParts): Receiver {
  const reads = new Map<number, Reading>();
  const entry: Uint8Array<ArrayBuffer>[] = [];
  let entryBytes = 0;
  let totalBytes = 0;
  let offers = 0;
  let stage: 'hello' | 'offers' | 'reads' = 'hello';
  let nextId = 1;
  /** Reads that wait until another has ended. */
  let waiting: (() => void)[] = [];

  const say = (message: FromReceiver) => line.send(messageFrame(message));
  /** The line may go down at any moment: then there is nobody to be told, and every read hears of it by itself. */
  const mention = (message: FromReceiver) => void say(message).catch(() => {});

  function takeEntry({ bytes, last }: Extract<Frame, { kind: 'entry' }>): void {
    if (stage !== 'offers' || offers >= OFFER_LIMITS.packs) fail('peer/protocol', { problem: 'offers' });
    entryBytes += bytes.length;
    totalBytes += bytes.length;
    if (entryBytes > OFFER_LIMITS.entryBytes || totalBytes > OFFER_LIMITS.totalBytes)
      fail('peer/protocol', { problem: 'offers' });
    entry.push(bytes);
    if (!last) return;
    const whole = new Uint8Array(entryBytes);
    let at = 0;
    for (const part of entry) {
      whole.set(part, at);
      at += part.length;
    }
    entry.length = 0;
    entryBytes = 0;
    offers++;
    parts.offered(whole);
  }

  function takePiece({ id, bytes }: Extract<Frame, { kind: 'piece' }>): void {
    const reading = reads.get(id) ?? fail('peer/protocol', { problem: 'piece of nothing' });
    reading.window -= bytes.length;
    if (reading.window < 0) fail('peer/protocol', { problem: 'more than it may' });
    if (reading.stopped) return;
    if (reading.pieces.length >= MOST_PIECES) fail('peer/protocol', { problem: 'tiny pieces' });
    reading.pieces.push(bytes);
    reading.wake();
  }

  function hear(frame: Frame): void {
    if (frame.kind === 'entry') return takeEntry(frame);
    if (frame.kind === 'piece') return takePiece(frame);
    const message = parseFromSender(frame.json);
    if (message.kind === 'hello') {
      if (stage !== 'hello') fail('peer/protocol', { problem: 'order' });
      stage = 'offers';
    } else if (message.kind === 'offered') {
      if (stage !== 'offers' || entry.length > 0 || message.count !== offers)
        fail('peer/protocol', { problem: 'offers' });
      stage = 'reads';
      parts.complete();
    } else {
      const reading = reads.get(message.id) ?? fail('peer/protocol', { problem: 'end of nothing' });
      reads.delete(message.id);
      reading.outcome = { complete: message.complete };
      reading.wake();
      nextTurn();
    }
  }

  function nextTurn(): void {
    const next = waiting;
    waiting = [];
    for (const go of next) go();
  }

  function endAll(error: AppError): void {
    for (const reading of reads.values()) {
      reading.outcome = { error };
      reading.wake();
    }
    reads.clear();
    nextTurn();
  }

  mention({ kind: 'hello', version: PROTOCOL, role: 'receive' });
  const { closed } = hearFrames(line, hear);
  closed.then(
    () => endAll(appError('peer/failed', { problem: 'closed' })),
    (thrown: unknown) => endAll(toAppError(thrown)),
  );

  return {
    closed,
    tell: (packId, state) => mention({ kind: 'pack', packId, state }),
    async read({ sha256, offset }, take, signal) {
      while (reads.size >= MOST_READS) await new Promise<void>((resolve) => waiting.push(resolve));
      signal.throwIfAborted();
      const id = nextId++;
      const reading: Reading = { pieces: [], window: WINDOW_BYTES, stopped: false, wake: () => {} };
      reads.set(id, reading);
      const stop = () => {
        reading.stopped = true;
        reading.wake();
      };
      signal.addEventListener('abort', stop);
      let taken = 0;
      try {
        await say({ kind: 'read', id, sha256, offset });
        for (;;) {
          signal.throwIfAborted();
          const piece = reading.pieces.shift();
          if (piece) {
            await take(piece);
            taken += piece.length;
            if (taken < MORE_BYTES) continue;
            reading.window += taken;
            mention({ kind: 'more', id, bytes: taken });
            taken = 0;
          } else if (reading.outcome) {
            if ('error' in reading.outcome) throw reading.outcome.error;
            return reading.outcome.complete;
          } else {
            await new Promise<void>((resolve) => (reading.wake = resolve));
          }
        }
      } finally {
        signal.removeEventListener('abort', stop);
        // Until the sender confirms the end, what is still under way is let go by.
        if (reads.has(id)) {
          reading.stopped = true;
          reading.pieces.length = 0;
          mention({ kind: 'stop', id });
        }
      }
    },
  };
}
