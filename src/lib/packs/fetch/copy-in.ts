import { type ByteSource, CHUNK_BYTES, MIB } from '../../domain/bytes';
import type { Arrival, Chunk } from './arrival';
import { sha256 } from '../form/sha256';

const TELL_EVERY_MS = 100;
/** What a killed tab has to read again is on this machine: it costs a moment, and so does each record of progress. */
const SAVE_BYTES = 64 * MIB;

/**
 * Copies a file on this machine into an arrival, from the bytes held on, and hashes it on the way; yields the bytes held.
 * While a chunk is written and hashed here, the next is read and its own digest taken by other threads of the browser.
 * `judge` may replace a chunk or throw: nothing that it has not passed is written.
 */
export async function* copyIn(
  from: ByteSource,
  arrival: Arrival,
  judge: (index: number, chunk: Chunk) => Promise<Chunk> | Chunk,
  signal: AbortSignal,
): AsyncGenerator<number, void, void> {
  const buffers = [new Uint8Array(CHUNK_BYTES), new Uint8Array(CHUNK_BYTES)] as const;

  async function load(index: number): Promise<Chunk> {
    const offset = index * CHUNK_BYTES;
    const length = Math.min(CHUNK_BYTES, from.size - offset);
    // The source may reuse its array while this chunk is still in use.
    const bytes = buffers[index % 2 === 0 ? 0 : 1].subarray(0, length);
    bytes.set(await from.read(offset, length));
    return { bytes, digest: await sha256(bytes) };
  }

  arrival.saveBytes = SAVE_BYTES;
  let index = arrival.held / CHUNK_BYTES;
  if (arrival.held >= from.size) return;
  let coming = load(index);
  let toldAt = 0;
  for (;;) {
    signal.throwIfAborted();
    const chunk = await judge(index, await coming);
    index++;
    const last = index * CHUNK_BYTES >= from.size;
    if (!last) {
      coming = load(index);
      coming.catch(() => {}); // awaited by the next round, unless this one fails first
    }
    await arrival.append(chunk.bytes, chunk.digest);
    if (last) return;
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS) continue;
    toldAt = now;
    yield arrival.held;
  }
}
