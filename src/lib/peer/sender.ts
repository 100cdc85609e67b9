import type { Digest } from '../domain/digest';
import { type ErrorShape, errorShape, fail, toAppError } from '../domain/errors';
import { entryFrames, type Frame, messageFrame, pieceFrame, PROTOCOL } from './frames';
import { hearFrames } from './hear-frames';
import { type Line, PIECE_BYTES } from './line';
import { type FromReceiver, type FromSender, MOST_READS, parseFromReceiver, WINDOW_BYTES } from './messages';

/** A pack that the person chose to share. `entry` is its catalogue entry as JSON in UTF-8; `files` their sizes. */
export type SharedPack = { packId: Digest; entry: Uint8Array; files: ReadonlyMap<Digest, number> };
export type Wanted = { packId: Digest; sha256: Digest; offset: number; length: number };

export type SenderEvent =
  | { kind: 'pack'; packId: Digest; state: 'taking' | 'taken' | 'left' }
  /** `length` bytes more of a file of `bytes`, which is sent up to `position`. */
  | { kind: 'sent'; packId: Digest; sha256: Digest; position: number; bytes: number; length: number }
  /** A file of this device could not be read, or is not what it was. */
  | { kind: 'unreadable'; packId: Digest; error: ErrorShape };

export type SenderParts = {
  packs: readonly SharedPack[];
  /** Bytes of this device that agree with their digest: exactly `length`, or it throws. */
  read: (wanted: Wanted) => Promise<Uint8Array>;
  tell: (event: SenderEvent) => void;
};

/** As much as is read, and checked, at a time: one chunk of a pack. */
const BLOCK_BYTES = 1024 * 1024;

type Reading = { credit: number; stopped: boolean; wake: () => void };

/** Offers packs and sends what is asked of them, and nothing else. Returns when the line is down; throws `peer/protocol`. */
export async function sendPacks(line: Line, { packs, read, tell }: SenderParts): Promise<void> {
  const reads = new Map<number, Reading>();
  let greeted = false;

  const say = (message: FromSender) => line.send(messageFrame(message));

  /** A line that closes in the middle of sending is told by `closed`; anything else is a fault. */
  const running = (work: Promise<void>) =>
    void work.catch((thrown: unknown) => {
      if (toAppError(thrown).code === 'peer/failed') line.close();
      else end(thrown);
    });

  async function offer(): Promise<void> {
    for (const { entry } of packs) for (const frame of entryFrames(entry)) await line.send(frame);
    await say({ kind: 'offered', count: packs.length });
  }

  async function serve({ id, sha256, offset }: Extract<FromReceiver, { kind: 'read' }>): Promise<void> {
    const pack = packs.find(({ files }) => files.has(sha256));
    const bytes = pack?.files.get(sha256) ?? 0;
    const reading: Reading = { credit: WINDOW_BYTES, stopped: false, wake: () => {} };
    reads.set(id, reading);
    let at = offset;
    try {
      while (pack && at < bytes && !reading.stopped) {
        const length = Math.min(BLOCK_BYTES - (at % BLOCK_BYTES), bytes - at);
        const block = await readable(pack.packId, { packId: pack.packId, sha256, offset: at, length });
        if (!block) break;
        for (let from = 0; from < length; from += PIECE_BYTES) {
          const piece = block.subarray(from, from + PIECE_BYTES);
          while (reading.credit < piece.length && !reading.stopped) {
            await new Promise<void>((resolve) => (reading.wake = resolve));
          }
          if (reading.stopped) break;
          reading.credit -= piece.length;
          await line.send(pieceFrame(id, piece));
          at += piece.length;
          tell({ kind: 'sent', packId: pack.packId, sha256, position: at, bytes, length: piece.length });
        }
      }
    } finally {
      reads.delete(id);
    }
    await say({ kind: 'end', id, complete: pack !== undefined && at === bytes });
  }

  async function readable(packId: Digest, wanted: Wanted): Promise<Uint8Array | undefined> {
    try {
      return await read(wanted);
    } catch (thrown) {
      tell({ kind: 'unreadable', packId, error: errorShape(toAppError(thrown)) });
      return undefined;
    }
  }

  function hear(frame: Frame): void {
    if (frame.kind !== 'message') return fail('peer/protocol', { problem: 'a receiver sends no files' });
    const message = parseFromReceiver(frame.json);
    if (greeted === (message.kind === 'hello')) return fail('peer/protocol', { problem: 'order' });
    if (message.kind === 'hello') {
      greeted = true;
      running(offer());
    } else if (message.kind === 'pack') {
      if (!packs.some(({ packId }) => packId === message.packId)) fail('peer/protocol', { problem: 'pack' });
      tell({ kind: 'pack', packId: message.packId, state: message.state });
    } else if (message.kind === 'read') {
      if (reads.has(message.id) || reads.size >= MOST_READS) fail('peer/protocol', { problem: 'reads' });
      running(serve(message));
    } else {
      // One that has just ended may still be stopped, or given more room.
      const reading = reads.get(message.id);
      if (!reading) return;
      if (message.kind === 'stop') reading.stopped = true;
      else reading.credit = Math.min(WINDOW_BYTES, reading.credit + message.bytes);
      reading.wake();
    }
  }

  // Before anything is heard: what is heard may be answered at once, and the greeting comes first.
  const greeting = say({ kind: 'hello', version: PROTOCOL, role: 'send' });
  const { closed, end } = hearFrames(line, hear);
  running(greeting);
  try {
    await closed;
  } finally {
    for (const reading of reads.values()) {
      reading.stopped = true;
      reading.wake();
    }
  }
}
