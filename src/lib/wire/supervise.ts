import type { Connection } from './connect';
import { holdLife, onLifeEnd } from './life';
import type { Handler } from './protocol';

/** What a supervised worker answers beside its own service: the name of a Web Lock that it holds for as long as it lives. */
export type Living = { alive: Handler<null, never, string> };

export const living = (kind: string): Living => ({ alive: () => holdLife(kind) });

const TICK_MS = 1000;
/** A slow disk may block a worker for long, with a file that is made longer or flushed; a minute of it is a hang. */
const QUIET_TICKS = 60;

/**
 * Notices when the worker behind `connection` dies or hangs; `ended` hears why, once. Ticks are counted, not time: a page
 * that was frozen or starved itself makes few ticks, and accuses nobody. The result ends the watch.
 */
export function supervise(
  connection: Connection<Living>,
  ended: (why: string) => void,
  tickMs = TICK_MS,
): () => void {
  const over = new AbortController();
  const end = (why: string) => {
    if (over.signal.aborted) return;
    stop();
    ended(why);
  };
  let seen = -1;
  let quiet = 0;
  const ticker = setInterval(() => {
    quiet = connection.openCalls > 0 && connection.signs === seen ? quiet + 1 : 0;
    seen = connection.signs;
    if (quiet >= QUIET_TICKS) end('the worker does not answer');
  }, tickMs);
  const stop = () => {
    clearInterval(ticker);
    over.abort();
  };
  connection
    .call('alive', null)
    .then((life) => onLifeEnd(life, () => end('the worker was ended'), over.signal))
    .catch(() => {}); // it died before it could answer: whoever closes the connection knows
  return stop;
}
