import type { Engine, EngineNotice } from '../domain/engine';
import { fail } from '../domain/errors';
import { askAgain } from '../wire/ask-again';
import { cpuRuntime } from './runtime';
import { spawnEngine } from './workers';

type ClientModule = Pick<typeof import('../engine/client'), 'createEngineClient'>;

/**
 * The engines' client, loaded when a model is first needed: the start page needs none. Where its code cannot be had
 * (the app is not saved on this device yet, and the network is gone) the next try asks for it again.
 */
export function lazyEngine(
  onNotice: (notice: EngineNotice) => void,
  code: () => Promise<ClientModule> = () => import('../engine/client'),
): Engine {
  let client: Promise<Engine> | undefined;

  async function open(): Promise<Engine> {
    try {
      return (await askAgain(code)).createEngineClient(spawnEngine, { cpuRuntime, onNotice });
    } catch (cause) {
      client = undefined;
      return fail('engine/load-failed', { what: 'the engine is not saved on this device' }, cause);
    }
  }

  return {
    async load(request, options) {
      client ??= open();
      return (await client).load(request, options);
    },
  };
}
