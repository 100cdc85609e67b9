import type { Engine, EngineNotice } from '../domain/engine';
import { cpuRuntime } from './runtime';
import { spawnEngine } from './workers';

/** The engines' client, loaded when a model is first needed: the start page needs none. */
export function lazyEngine(onNotice: (notice: EngineNotice) => void): Engine {
  let client: Promise<Engine> | undefined;
  return {
    async load(request, options) {
      client ??= import('../engine/client').then(({ createEngineClient }) =>
        createEngineClient(spawnEngine, { cpuRuntime, onNotice }),
      );
      return (await client).load(request, options);
    },
  };
}
