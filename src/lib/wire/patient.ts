import { PAUSE_MS, TRIES } from './ask-again';
import type { Port } from './protocol';

/**
 * A worker as a port. Its script may fail to arrive: a service worker that the browser ended in mid-answer, a line that
 * broke. Until the worker has said something it is started again, with everything that was asked of it. `died` hears of
 * the end, once: the script could not be had, or threw.
 */
export function patientPort(spawn: () => Worker, died: (why: string) => void): Port & { end(): void } {
  const listeners = new Set<(event: MessageEvent) => void>();
  /** What was asked before the worker spoke. */
  let asked: [unknown, Transferable[]][] | undefined = [];
  let failures = 0;
  let ended = false;
  let worker = start();

  function start(): Worker {
    const begun = spawn();
    begun.addEventListener('message', (event) => {
      asked = undefined;
      for (const listener of listeners) listener(event);
    });
    begun.addEventListener('error', (event) => {
      event.preventDefault();
      begun.terminate();
      // A script that ran and threw has a message; one that never came has none.
      if (event.message || !asked || ++failures > TRIES)
        return died(event.message || 'the worker did not start');
      setTimeout(again, PAUSE_MS * failures);
    });
    return begun;
  }

  function again(): void {
    if (ended) return;
    worker = start();
    for (const [message, transfer] of asked ?? []) worker.postMessage(message, transfer);
  }

  return {
    postMessage(message, transfer = []) {
      // What is handed over cannot be handed over twice: after that there is no second try.
      if (transfer.length > 0) asked = undefined;
      asked?.push([message, transfer]);
      worker.postMessage(message, transfer);
    },
    addEventListener: (_, listener) => void listeners.add(listener),
    removeEventListener: (_, listener) => void listeners.delete(listener),
    end() {
      ended = true;
      worker.terminate();
    },
  };
}
