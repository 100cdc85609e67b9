import { appError, errorShape, isAbort, toAppError } from '../domain/errors';
import type { FromService, Port, Service, ToService } from './protocol';

const BEAT_MS = 500;

export type Serving = {
  /**
   * Tells the other side that this thread may be blocked at times during the next `ms`; 0 takes it back. Every beat
   * repeats what is left of it, so that a beat sent between two blocked stretches does not end the allowance.
   */
  busy(ms: number): void;
  stop(): void;
};

/** Answers calls on `port` with the handlers of `service`. Beats twice a second while any call is open. */
export function serve(port: Port, service: Service): Serving {
  const open = new Map<number, AbortController>();
  const send = (message: FromService) => port.postMessage(message);
  let busyUntil = 0;
  const sendBeat = () => send({ kind: 'beat', busyMs: Math.max(0, busyUntil - performance.now()) });
  const beat = setInterval(() => {
    if (open.size > 0) sendBeat();
  }, BEAT_MS);

  async function answer(id: number, name: string, args: unknown): Promise<void> {
    const controller = new AbortController();
    open.set(id, controller);
    try {
      const handler = Object.hasOwn(service, name) ? service[name] : undefined;
      if (!handler) throw appError('bug/unexpected', { what: `no such call: ${name}` });
      const running = handler(args as never, { signal: controller.signal });
      if (Symbol.asyncIterator in running) {
        for (;;) {
          const step = await running.next();
          if (step.done) {
            send({ kind: 'result', id, result: step.value });
            break;
          }
          send({ kind: 'item', id, item: step.value });
        }
      } else {
        send({ kind: 'result', id, result: await running });
      }
    } catch (thrown) {
      if (isAbort(thrown) && controller.signal.aborted) send({ kind: 'aborted', id });
      else send({ kind: 'error', id, error: errorShape(toAppError(thrown)) });
    } finally {
      open.delete(id);
    }
  }

  const listener = (event: MessageEvent) => {
    const message = event.data as ToService;
    if (message.kind === 'call') void answer(message.id, message.name, message.args);
    else if (message.kind === 'abort') open.get(message.id)?.abort(new DOMException('aborted', 'AbortError'));
  };
  port.addEventListener('message', listener);
  port.start?.();

  return {
    busy(ms) {
      busyUntil = performance.now() + ms;
      sendBeat();
    },
    stop() {
      clearInterval(beat);
      port.removeEventListener('message', listener);
      for (const controller of open.values()) controller.abort(new DOMException('stopped', 'AbortError'));
    },
  };
}
