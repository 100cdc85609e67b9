import { type ByteSource, CHUNK_BYTES } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { appError, fail } from '../../domain/errors';
import { sha256 } from '../form/sha256';

/** Chunks kept in memory: the one just read, its neighbour in a read that crosses a border, and two read ahead. */
const SLOTS = 4;
const AHEAD = 2;

type Slot = { index: number; buffer: Uint8Array<ArrayBuffer>; ready: Promise<Uint8Array<ArrayBuffer>> };

/**
 * A source whose every byte was hashed after it was read, and agreed with its chunk's digest: what is handed out is
 * the copy that was checked, never read again from disk. Small reads in sequence hash each chunk once.
 * Throws `pack/corrupt` with the chunk's index. Overlapping reads are served one after another, as copies.
 */
export function verified(source: ByteSource, chunks: readonly Digest[]): ByteSource {
  if (chunks.length !== Math.ceil(source.size / CHUNK_BYTES)) {
    fail('pack/corrupt', { size: source.size, chunks: chunks.length, problem: 'length' });
  }
  /** Least recently used first. */
  const slots: Slot[] = [];
  let joined = new Uint8Array(0);
  let waiting = 0;
  let turn: Promise<unknown> = Promise.resolve();
  let disk: Promise<unknown> = Promise.resolve();

  /** Starts to read and hash a chunk, unless a slot has it. */
  function want(index: number): Slot {
    const at = slots.findIndex((slot) => slot.index === index);
    const known = at >= 0 ? slots.splice(at, 1)[0] : undefined;
    const slot = known ?? load(index);
    slots.push(slot);
    return slot;
  }

  function load(index: number): Slot {
    const old = slots.length >= SLOTS ? slots.shift() : undefined;
    const buffer = old?.buffer ?? new Uint8Array(CHUNK_BYTES);
    const ready = Promise.allSettled([old?.ready]).then(() => check(index, buffer));
    ready.catch(() => {}); // a chunk read ahead may fail before anyone asks for it: whoever asks hears of it
    return { index, buffer, ready };
  }

  async function check(index: number, buffer: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const offset = index * CHUNK_BYTES;
    const length = Math.min(CHUNK_BYTES, source.size - offset);
    const view = buffer.subarray(0, length);
    // The source may reuse its array at the next read, so reads take turns and each copies before the next.
    const copied = disk.then(async () => view.set(await source.read(offset, length)));
    disk = copied.catch(() => {});
    await copied;
    const digest = await sha256(view);
    if (digest !== chunks[index]) {
      slots.splice(0); // a later read starts afresh: the file may have been repaired
      throw appError('pack/corrupt', { chunk: index, expected: chunks[index] ?? null, found: digest });
    }
    return view;
  }

  async function serve(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const first = Math.floor(offset / CHUNK_BYTES);
    const last = Math.max(first, Math.floor((offset + length - 1) / CHUNK_BYTES));
    if (first === last) {
      const bytes = await take(first);
      const start = offset - first * CHUNK_BYTES;
      return bytes.subarray(start, start + length);
    }
    if (joined.length < length) joined = new Uint8Array(length);
    const out = joined.subarray(0, length);
    for (let index = first; index <= last; index++) {
      const bytes = await take(index);
      const from = Math.max(0, offset - index * CHUNK_BYTES);
      const to = Math.min(bytes.length, offset + length - index * CHUNK_BYTES);
      out.set(bytes.subarray(from, to), index * CHUNK_BYTES + from - offset);
    }
    return out;
  }

  function take(index: number): Promise<Uint8Array<ArrayBuffer>> {
    const { ready } = want(index);
    for (let next = index + 1; next <= index + AHEAD && next < chunks.length; next++) {
      if (!slots.some((slot) => slot.index === next)) slots.splice(-1, 0, load(next));
    }
    return ready;
  }

  return {
    size: source.size,
    read(offset, length) {
      const sound =
        Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
      if (!sound || offset + length > source.size) {
        return Promise.reject(
          appError('pack/corrupt', { offset, length, size: source.size, problem: 'range' }),
        );
      }
      if (length === 0) return Promise.resolve(new Uint8Array(0));
      waiting++;
      // Whoever has asked already would overwrite the array before its owner could copy it.
      const mine = turn
        .then(() => serve(offset, length))
        .then((bytes) => (waiting > 1 ? bytes.slice() : bytes));
      turn = mine.then(
        () => waiting--,
        () => waiting--,
      );
      return mine;
    },
    close: () => source.close(),
  };
}
