import { AppError, appError } from '../domain/errors';
import { connect, type Connection } from '../wire/connect';
import type { EngineService } from './service';

const TICK_MS = 220;
/** Ticks without a message after which an open call counts as hung: under 2 s, while beats come every 0.5 s. */
const QUIET_TICKS = 7;
/** To fetch and evaluate the worker's script: 6 MB on a slow phone. */
const START_MS = 30_000;

/** A script that ran and threw has a message; one that never came has none. */
const NOT_COME = 'the script did not start';

/** True for the failure of a worker whose script did not come: nothing was lost with it. */
export function hasNotCome(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.details.what === NOT_COME;
}

/** A worker with somebody who notices when it dies or hangs. */
export type Link = {
  readonly connection: Connection<EngineService>;
  /** Why it can no longer be used. */
  readonly failure: Error | undefined;
  /** Terminates the worker; every open call rejects with `error`. */
  kill(error: Error): void;
};

export type LinkOptions = {
  signal: AbortSignal;
  /** Called once when the worker died or hung by itself, never for `kill`. */
  onDeath: (error: Error) => void;
};

/** Starts supervision and resolves when the worker answers. Throws `engine/worker-died`, `engine/worker-hung`, AbortError. */
export async function openLink(worker: Worker, { signal, onDeath }: LinkOptions): Promise<Link> {
  const connection = connect<EngineService>(worker);
  const lifeWait = new AbortController();
  let failure: Error | undefined;
  let started = false;

  function kill(error: Error): void {
    if (failure) return;
    failure = error;
    lifeWait.abort();
    clearInterval(ticker);
    clearTimeout(startTimer);
    signal.removeEventListener('abort', abortStart);
    worker.terminate();
    connection.close(error);
  }
  function die(error: Error): void {
    if (failure) return;
    kill(error);
    if (started) onDeath(error);
  }

  worker.addEventListener('error', (event) => {
    event.preventDefault();
    die(appError('engine/worker-died', { what: event.message || NOT_COME }));
  });
  worker.addEventListener('messageerror', () =>
    die(appError('engine/worker-died', { what: 'a message could not be read' })),
  );

  // Ticks are counted, not time: a page that was frozen or starved itself makes few ticks, and accuses nobody.
  let seen = -1;
  let quiet = 0;
  const ticker = setInterval(() => {
    const silent = started && connection.openCalls > 0 && connection.signs === seen;
    quiet = silent && performance.now() > connection.busyUntil ? quiet + 1 : 0;
    seen = connection.signs;
    if (quiet >= QUIET_TICKS) die(appError('engine/worker-hung', { ms: quiet * TICK_MS }));
  }, TICK_MS);

  const startTimer = setTimeout(() => die(appError('engine/worker-hung', { ms: START_MS })), START_MS);
  const abortStart = () => kill(new DOMException('aborted', 'AbortError'));
  signal.addEventListener('abort', abortStart, { once: true });
  if (signal.aborted) abortStart();

  const life = await connection.call('alive', null);
  started = true;
  clearTimeout(startTimer);
  signal.removeEventListener('abort', abortStart);
  // Granted when the worker's agent is gone, however it went.
  navigator.locks
    .request(life, { signal: lifeWait.signal }, () => die(appError('engine/worker-died')))
    .catch(() => {}); // `kill` stops the waiting
  return {
    connection,
    kill,
    get failure() {
      return failure;
    },
  };
}
