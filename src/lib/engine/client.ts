import type { EngineKind } from '../domain/device';
import type {
  Engine,
  EngineNotice,
  LoadOptions,
  LoadRequest,
  Prompt,
  Session,
  TokenEvent,
} from '../domain/engine';
import { appError } from '../domain/errors';
import { generateOn } from './generation';
import { Model } from './model';
import { Turns } from './turns';

export type EngineClientOptions = {
  /** The bytes behind CPU_RUNTIME_URL. Asked for at each load on the CPU. */
  cpuRuntime: () => Promise<ArrayBuffer>;
  onNotice?: (notice: EngineNotice) => void;
  /** Generations that may wait for their turn; one more is refused with `engine/busy`. */
  maxWaiting?: number;
};

/** Ends the worker and refuses everything later. */
export type EngineClient = Engine & { dispose(): void };

/**
 * The page's side of both engines: one model at a time, in a worker of its own that is supervised. `spawn` makes the
 * worker (src/lib/workers). Loading another model ends the session before it. A cancelled load ends its worker at once.
 */
export function createEngineClient(
  spawn: (kind: EngineKind) => Worker,
  options: EngineClientOptions,
): EngineClient {
  const turns = new Turns(options.maxWaiting ?? 32);
  let current: Model | undefined;
  let disposed = false;

  async function load(request: LoadRequest, loadOptions: LoadOptions): Promise<Session> {
    const endTurn = await turns.take(loadOptions.signal);
    try {
      current?.close(appError('engine/not-loaded', { what: 'another model was loaded' }));
      if (disposed) throw appError('engine/not-loaded', { what: 'disposed' });
      const model = new Model(request, { spawn, ...options });
      current = model;
      await model.ready(loadOptions.signal, loadOptions.onProgress);
      return session(model, turns);
    } finally {
      endTurn();
    }
  }

  return {
    load,
    dispose() {
      disposed = true;
      current?.close(appError('engine/not-loaded', { what: 'disposed' }));
    },
  };
}

function session(model: Model, turns: Turns): Session {
  return {
    choice: model.request.choice,
    get contextTokens() {
      return model.contextTokens;
    },
    generate: (prompt: Prompt, signal: AbortSignal): AsyncGenerator<TokenEvent, void, void> =>
      generateOn(model, turns, prompt, signal),
    close: async () => model.close(appError('engine/not-loaded', { what: 'closed' })),
  };
}
