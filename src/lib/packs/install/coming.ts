import { type ByteSource, CHUNK_BYTES } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import type { Shard } from '../../domain/pack';
import type { Arrival } from '../fetch/arrival';
import { openBytes } from '../store/read';
import { sha256 } from '../form/sha256';
import type { PackStore } from '../store/store';
import { verified } from '../store/verified';

/** The files of a pack while they come: what is held can be read, what is not is waited for. */
export interface Coming {
  /** A file is being written, and has grown or begun afresh; undefined once nobody writes any more. */
  grown(sha256: Digest, arrival: Arrival | undefined): void;
  /** A file is whole, and right. */
  here(sha256: Digest, chunks: readonly Digest[]): void;
  /** Reads wait for their bytes; they reject with the signal. */
  open(shard: Shard): Promise<ByteSource>;
  /** Whether every byte that was read before its file was whole is in it now. */
  readTruly(): boolean;
}

export function comingFiles(store: PackStore, signal: AbortSignal): Coming {
  const whole = new Map<Digest, readonly Digest[]>();
  const early: { file: Digest; index: number; digest: Digest }[] = [];
  let arriving: { file: Digest; arrival: Arrival } | undefined;
  let wake = () => {};
  let change = new Promise<void>((resolve) => (wake = resolve));
  const changed = () => {
    wake();
    change = new Promise<void>((resolve) => (wake = resolve));
  };
  signal.addEventListener('abort', changed, { once: true });

  /** A copy of a chunk that is held but not promised yet, checked against the digest that it was stored with. */
  async function earlyChunk(file: Digest, index: number): Promise<Uint8Array | undefined> {
    const held = arriving?.file === file ? await arriving.arrival.chunk(index) : undefined;
    if (!held) return undefined;
    const bytes = held.bytes.slice();
    if ((await sha256(bytes)) !== held.digest) return fail('pack/corrupt', { chunk: index });
    early.push({ file, index, digest: held.digest });
    return bytes;
  }

  async function openWhole(file: Digest, chunks: readonly Digest[]): Promise<ByteSource> {
    const ref = (await store.ref(file)) ?? fail('pack/missing', { sha256: file });
    return verified(await openBytes(ref), chunks);
  }

  function sourceOf({ sha256: file, bytes: size }: Shard): ByteSource {
    let opened: ByteSource | undefined;

    async function chunk(index: number): Promise<Uint8Array> {
      for (;;) {
        signal.throwIfAborted();
        const next = change;
        const chunks = whole.get(file);
        if (chunks) {
          opened ??= await openWhole(file, chunks);
          const offset = index * CHUNK_BYTES;
          return opened.read(offset, Math.min(CHUNK_BYTES, size - offset));
        }
        const bytes = await earlyChunk(file, index);
        if (bytes) return bytes;
        await next;
      }
    }

    return {
      size,
      async read(offset, length) {
        if (!(offset >= 0 && length >= 0 && offset + length <= size))
          return fail('pack/corrupt', { offset, length, size, problem: 'read beyond the end' });
        const out = new Uint8Array(length);
        for (let at = offset; at < offset + length;) {
          const index = Math.floor(at / CHUNK_BYTES);
          const bytes = await chunk(index);
          const part = bytes.subarray(at - index * CHUNK_BYTES, offset + length - index * CHUNK_BYTES);
          out.set(part, at - offset);
          at += part.length;
        }
        return out;
      },
      close: () => opened?.close(),
    };
  }

  return {
    grown(file, arrival) {
      arriving = arrival && { file, arrival };
      changed();
    },
    here(file, chunks) {
      whole.set(file, chunks);
      changed();
    },
    open: async (shard) => sourceOf(shard),
    readTruly: () => early.every(({ file, index, digest }) => whole.get(file)?.[index] === digest),
  };
}
