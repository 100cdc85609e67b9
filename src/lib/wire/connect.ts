import { fromErrorShape, toAppError } from '../domain/errors';
import type { ArgsOf, FromService, ItemOf, Port, ResultOf, Service, ToService } from './protocol';

export interface Connection<S extends Service> {
  call<N extends keyof S & string>(
    name: N,
    args: ArgsOf<S[N]>,
    signal?: AbortSignal,
    /** Buffers in `args` that the other side takes over, without a copy: they are empty here afterwards. */
    transfer?: Transferable[],
  ): Promise<ResultOf<S[N]>>;
  stream<N extends keyof S & string>(
    name: N,
    args: ArgsOf<S[N]>,
    signal?: AbortSignal,
  ): AsyncGenerator<ItemOf<S[N]>, ResultOf<S[N]>, void>;
  /** Rejects every open call with `error`, and every later one too. */
  close(error: Error): void;
  readonly openCalls: number;
  /** Messages received so far: while a call is open and the other side lives, it grows at least twice a second. */
  readonly signs: number;
  /** performance.now() until which the other side has announced that it may be silent. */
  readonly busyUntil: number;
}

type Pending = { item(item: unknown): void; done(result: unknown): void; failed(error: unknown): void };

/** The calling side of a service on `port`. An abort rejects with AbortError once the other side has confirmed it. */
export function connect<S extends Service>(port: Port): Connection<S> {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let closed: Error | undefined;
  let signs = 0;
  let busyUntil = 0;

  port.addEventListener('message', (event) => {
    const message = event.data as FromService;
    signs += 1;
    if (message.kind === 'beat') {
      busyUntil = performance.now() + message.busyMs;
      return;
    }
    const call = pending.get(message.id);
    if (!call) return;
    if (message.kind === 'item') return call.item(message.item);
    pending.delete(message.id);
    if (message.kind === 'result') call.done(message.result);
    else if (message.kind === 'error') call.failed(fromErrorShape(message.error));
    else call.failed(new DOMException('aborted', 'AbortError'));
  });
  port.start?.();

  function open(
    name: string,
    args: unknown,
    signal: AbortSignal | undefined,
    handlers: Pending,
    transfer?: Transferable[],
  ): () => void {
    if (closed) {
      handlers.failed(closed);
      return () => {};
    }
    if (signal?.aborted) {
      handlers.failed(new DOMException('aborted', 'AbortError'));
      return () => {};
    }
    const id = nextId++;
    const abort = () => port.postMessage({ kind: 'abort', id } satisfies ToService);
    const settle = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort, { once: true });
    pending.set(id, {
      item: handlers.item,
      done: (result) => (settle(), handlers.done(result)),
      failed: (error) => (settle(), handlers.failed(error)),
    });
    try {
      port.postMessage({ kind: 'call', id, name, args } satisfies ToService, transfer);
    } catch (thrown) {
      pending.get(id)?.failed(toAppError(thrown)); // arguments that cannot be cloned
      pending.delete(id);
    }
    return () => {
      if (pending.has(id)) abort();
    };
  }

  return {
    call: (name, args, signal, transfer) =>
      new Promise((resolve, reject) => {
        const handlers = { item: () => {}, done: (r: unknown) => resolve(r as never), failed: reject };
        open(name, args, signal, handlers, transfer);
      }),
    async *stream(name, args, signal) {
      const queue: unknown[] = [];
      let outcome: { result: unknown } | { error: unknown } | undefined;
      let wake = () => {};
      const abort = open(name, args, signal, {
        item: (item) => (queue.push(item), wake()),
        done: (result) => ((outcome = { result }), wake()),
        failed: (error) => ((outcome = { error }), wake()),
      });
      try {
        for (;;) {
          while (queue.length > 0) yield queue.shift() as never;
          if (outcome) {
            if ('error' in outcome) throw outcome.error;
            return outcome.result as never;
          }
          await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        abort(); // a consumer that breaks out of the loop cancels the work
      }
    },
    close(error) {
      closed = error;
      const calls = [...pending.values()];
      pending.clear();
      for (const call of calls) call.failed(error);
    },
    get openCalls() {
      return pending.size;
    },
    get signs() {
      return signs;
    },
    get busyUntil() {
      return busyUntil;
    },
  };
}
