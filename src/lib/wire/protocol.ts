import type { ErrorShape } from '../domain/errors';

/**
 * A service is a table of calls. A handler that returns an AsyncGenerator is a stream: its yields arrive as items,
 * its return value as the result. Every call is answered exactly once, also when the other side dies.
 */
export type Handler<Args = never, Item = never, Result = unknown> = (
  args: Args,
  context: { signal: AbortSignal },
) => Promise<Result> | AsyncGenerator<Item, Result, void>;

export type Service = Record<string, Handler<never, unknown, unknown>>;

type AnyHandler<A, I, R> = (
  args: A,
  context: { signal: AbortSignal },
) => Promise<R> | AsyncGenerator<I, R, void>;
export type ArgsOf<H> = H extends AnyHandler<infer A, unknown, unknown> ? A : never;
export type ItemOf<H> = H extends (...all: never[]) => AsyncGenerator<infer I, unknown, void> ? I : never;
export type ResultOf<H> = H extends (...all: never[]) => AsyncGenerator<unknown, infer R, void>
  ? R
  : H extends (...all: never[]) => Promise<infer R>
    ? R
    : never;

export type ToService =
  { kind: 'call'; id: number; name: string; args: unknown } | { kind: 'abort'; id: number };

export type FromService =
  | { kind: 'item'; id: number; item: unknown }
  | { kind: 'result'; id: number; result: unknown }
  | { kind: 'error'; id: number; error: ErrorShape }
  | { kind: 'aborted'; id: number }
  /** Proof of life; `busyMs` announces a stretch in which no beat can be sent. */
  | { kind: 'beat'; busyMs: number };

/** The part of MessagePort, Worker and the worker's own scope that the wire needs. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  start?(): void;
}
