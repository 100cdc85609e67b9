import type { LoadProgress } from '../domain/engine';
import type { Port } from '../wire/protocol';
import { reachNetwork } from './no-network';
import { reporting } from '../wire/reporting';
import { serve, type Serving } from '../wire/serve';
import type { Adapter, EngineService, Loaded } from './service';

/** Serves an engine from inside its worker. `make` gets `busy`, to announce stretches in which the thread is blocked. */
export function hostEngine(port: Port, make: (busy: Serving['busy']) => Adapter): Serving {
  const adapter = make((ms) => serving.busy(ms));
  const service: EngineService = {
    alive: () => holdLife(),
    reachNetwork: () => reachNetwork(),
    load: (request, { signal }) =>
      reporting<LoadProgress, Loaded>((onProgress) => adapter.load(request, { signal, onProgress })),
    generate: (prompt, { signal }) => adapter.generate(prompt, signal),
  };
  const serving = serve(port, service);
  return serving;
}

/** Nobody is told when a worker is terminated or killed for memory, but its locks are freed: the page waits for one. */
function holdLife(): Promise<string> {
  const name = `engine-${crypto.randomUUID()}`;
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(name, () => {
      resolve(name);
      return new Promise<never>(() => {});
    });
    held.catch(reject);
  });
}
