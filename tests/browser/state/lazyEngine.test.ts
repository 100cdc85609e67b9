import { expect, it } from 'vitest';
import type { Engine, LoadOptions, LoadRequest, Session } from '../../../src/lib/domain/engine';
import { lazyEngine } from '../../../src/lib/state/lazyEngine';

const options: LoadOptions = { signal: new AbortController().signal, onProgress: () => {} };
const request = {} as LoadRequest;

it('code that could not be had is an error of the engine, and is asked for again, then kept', async () => {
  const session = {} as Session;
  const client = { load: async () => session, dispose: () => {} } satisfies Engine & { dispose(): void };
  let asked = 0;
  const engine = lazyEngine(
    () => {},
    async () => {
      if (++asked <= 4) throw new TypeError('Failed to fetch dynamically imported module');
      return { createEngineClient: () => client };
    },
  );
  await expect(engine.load(request, options)).rejects.toMatchObject({ code: 'engine/load-failed' });
  expect(await engine.load(request, options)).toBe(session);
  expect(await engine.load(request, options)).toBe(session);
  // Four times for the first load, once for the second.
  expect(asked).toBe(5);
});
