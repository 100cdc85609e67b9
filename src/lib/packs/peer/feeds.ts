import { appError, fail, fromErrorShape, type ErrorShape } from '../../domain/errors';
import type { Digest } from '../../domain/digest';
import type { PackId, Shard } from '../../domain/pack';
import type { Supply } from '../fetch/supply';

/** What the page is asked to bring: a file from an offset on, until it is stopped. */
export type FeedRequest =
  { kind: 'read'; id: number; sha256: Digest; offset: number } | { kind: 'stop'; id: number };

/** Bytes of a read, in order; `null` where the other side has no more, with what went wrong if anything did. */
export type Fed = { id: number; bytes: Uint8Array | null; error?: ErrorShape };

/** Where requests of a pack go; null ends the listening. */
type Page = (request: FeedRequest | null) => void;

type Reading = {
  page: Page;
  /** The page has stopped listening: nothing more will come. */
  gone: boolean;
  waiting:
    { bytes: Uint8Array | null; error: ErrorShape | undefined; taken: (wanted: boolean) => void } | undefined;
  wake: () => void;
};

/**
 * Between an installation in this worker, which wants bytes, and the page, which has the line that they come over. One
 * piece is under way at a time: the page hears when it was taken, and asks the other device for more only then.
 */
export class Feeds {
  readonly #pages = new Map<PackId, Page>();
  readonly #reads = new Map<number, Reading>();
  #nextId = 1;

  /** What is wanted of a pack, for as long as the page listens. A second listener takes over from the first. */
  async *requests(packId: PackId, signal: AbortSignal): AsyncGenerator<FeedRequest, null, void> {
    const queue: (FeedRequest | null)[] = [];
    let wake = () => {};
    const ask: Page = (request) => {
      queue.push(request);
      wake();
    };
    const gone = () => ask(null);
    this.#pages.get(packId)?.(null);
    this.#pages.set(packId, ask);
    signal.addEventListener('abort', gone);
    try {
      for (;;) {
        const next = queue.shift();
        if (next === null) return null;
        if (next) yield next;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', gone);
      if (this.#pages.get(packId) === ask) this.#pages.delete(packId);
      for (const reading of this.#reads.values()) {
        if (reading.page !== ask) continue;
        reading.gone = true;
        reading.wake();
      }
    }
  }

  /** Settles when the bytes were taken; false if nobody wants them any more. */
  feed({ id, bytes, error }: Fed): Promise<boolean> {
    const reading = this.#reads.get(id);
    if (!reading) return Promise.resolve(false);
    return new Promise((taken) => {
      reading.waiting?.taken(false);
      reading.waiting = { bytes, error, taken };
      reading.wake();
    });
  }

  supply(packId: PackId, name: string): Supply {
    return { kind: 'feed', read: (shard, offset, signal) => this.#read(packId, name, shard, offset, signal) };
  }

  /** Bytes of a file as they come, never more than it has. Throws `peer/failed` where no page listens. */
  async *#read(
    packId: PackId,
    name: string,
    { sha256, bytes: size, path }: Shard,
    offset: number,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, void> {
    signal.throwIfAborted();
    const page = this.#pages.get(packId) ?? fail('peer/failed', { problem: 'not connected' });
    const id = this.#nextId++;
    const reading: Reading = { page, gone: false, waiting: undefined, wake: () => {} };
    this.#reads.set(id, reading);
    const wake = () => reading.wake();
    signal.addEventListener('abort', wake);
    page({ kind: 'read', id, sha256, offset });
    try {
      for (let at = offset; at < size;) {
        signal.throwIfAborted();
        const { waiting } = reading;
        if (reading.gone) throw appError('peer/failed', { problem: 'the line is down' });
        if (!waiting) {
          await new Promise<void>((resolve) => (reading.wake = resolve));
          continue;
        }
        if (waiting.error) throw fromErrorShape(waiting.error);
        if (!waiting.bytes) return;
        at += waiting.bytes.length;
        if (at > size) fail('source/too-long', { host: name, file: path, bytes: size, claimed: at });
        yield waiting.bytes;
        reading.waiting = undefined;
        waiting.taken(true);
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.#reads.delete(id);
      reading.waiting?.taken(false);
      page({ kind: 'stop', id });
    }
  }
}
