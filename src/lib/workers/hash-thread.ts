import { CHUNK_BYTES } from '../domain/bytes';
import { appError } from '../domain/errors';
import { type OpenSha256, openSha256, type Sha256Stream } from '../packs/form/sha256';
import { type Connection, connect } from '../wire/connect';
import type { Port } from '../wire/protocol';
import type { HashService } from './hash';

/** Shorter files are hashed before a thread would have started. */
const LONG_BYTES = 4 * CHUNK_BYTES;
/** Chunks that may wait to be hashed: what is read and written meanwhile is that much ahead, in memory. */
const MOST_WAITING = 8;

const start = () => new Worker(new URL('./hash.ts', import.meta.url), { type: 'module', name: 'hash' });

/**
 * The hash of long files on a thread of its own, beside the one that reads and writes; it lives while there are streams.
 * Where no thread can be had, as in an app that is not saved on this device yet, they are hashed on this one.
 */
export function threadedSha256(startThread: () => Worker = start): OpenSha256 {
  let thread: { worker: Worker; connection: Connection<HashService> } | undefined;
  let streams = 0;

  function running() {
    if (thread) return thread;
    const worker = startThread();
    const connection = connect<HashService>(worker as Port);
    const started = (thread = { worker, connection });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      connection.close(appError('storage/worker-ended', { why: event.message ?? 'hash' }));
      if (thread === started) thread = undefined;
    });
    return started;
  }

  function ended(): void {
    streams--;
    if (streams > 0) return;
    thread?.worker.terminate();
    thread = undefined;
  }

  return async (file) => {
    if (file.bytes < LONG_BYTES) return openSha256(file);
    streams++;
    try {
      const { connection } = running();
      return streamOn(connection, await connection.call('open', file), ended);
    } catch {
      ended();
      return openSha256(file); // which throws too, where the state was the reason
    }
  };
}

function streamOn(connection: Connection<HashService>, stream: number, ended: () => void): Sha256Stream {
  const waiting: Promise<null>[] = [];
  let open = true;
  return {
    async update(bytes) {
      const own = bytes.slice();
      const done = connection.call('update', { stream, bytes: own }, undefined, [own.buffer]);
      done.catch(() => {}); // awaited in its turn
      waiting.push(done);
      if (waiting.length >= MOST_WAITING) await waiting.shift();
    },
    async save() {
      await Promise.all(waiting.splice(0));
      return connection.call('save', { stream });
    },
    async digest() {
      await Promise.all(waiting.splice(0));
      return connection.call('digest', { stream });
    },
    close() {
      if (open) ended();
      open = false;
    },
  };
}
