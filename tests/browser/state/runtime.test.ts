import { afterEach, expect, it, vi } from 'vitest';
import { cpuRuntime } from '../../../src/lib/state/runtime';

const real = globalThis.fetch;
afterEach(() => vi.stubGlobal('fetch', real));

/** The first answers are given up in the middle, as by a service worker that the browser ends. */
function broken(times: number) {
  let left = times;
  vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
    if (left-- > 0) throw new TypeError('Failed to fetch');
    return real(...asked);
  });
}

it('the CPU engine’s code is asked for again where its answer broke off', async () => {
  broken(2);
  const bytes = new Uint8Array(await cpuRuntime());
  expect([...bytes.subarray(0, 4)]).toEqual([0, 0x61, 0x73, 0x6d]);
});

it('an answer that never comes is a model that could not be loaded', async () => {
  broken(99);
  await expect(cpuRuntime()).rejects.toMatchObject({ code: 'engine/load-failed' });
});

it('a server that has not got it is named by what it says', async () => {
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  await expect(cpuRuntime()).rejects.toMatchObject({ code: 'engine/load-failed', details: { status: 404 } });
});
