import { describe, expect, test } from 'vitest';
import { headersFor, WORKER_POLICIES, workerName } from '../../src/headers';

describe('headers', () => {
  test.each([
    ['/_app/immutable/workers/gpu-engine-DPTJK8NY.js', 'gpu-engine'],
    ['/_app/immutable/workers/gpu-engine-a-b_c-9Zx.js', 'gpu-engine'],
    ['/_app/immutable/workers/cpu-engine-BmRxVWya.js', 'cpu-engine'],
    ['/_app/immutable/workers/packs-DAlcAntV.js', 'packs'],
    ['/_app/immutable/workers/sources-B0-x_1.js', 'sources'],
    ['/_app/immutable/workers/hash-CkT0aB1z.js', 'hash'],
    ['/src/lib/workers/gpu-engine.ts', 'gpu-engine'],
    ['/haversack/_app/immutable/workers/packs-DAlcAntV.js', 'packs'],
  ] as const)('%s carries the policy of %s', (path, name) => {
    expect(workerName(path)).toBe(name);
    expect(headersFor(path)['Content-Security-Policy']).toBe(WORKER_POLICIES[name]);
  });

  test.each([
    '/',
    '/workers/',
    '/_app/immutable/workers/chunks/packs-x.css',
    '/_app/immutable/chunks/gpu-engine.js',
  ])('%s is no worker', (path) => {
    expect(workerName(path)).toBeUndefined();
    expect(headersFor(path)).not.toHaveProperty('Content-Security-Policy');
  });

  test('of the threads that fetch, only the one for outside sources may ask another host', () => {
    expect(WORKER_POLICIES.packs).toMatch(/connect-src 'self'(;|$)/);
    expect(WORKER_POLICIES.sources).toMatch(/connect-src 'self' https: http:(;|$)/);
    expect(WORKER_POLICIES.sources.replace(' https: http:', '')).toBe(WORKER_POLICIES.packs);
  });

  test('the threads that see the text may reach no address of any server', () => {
    for (const name of ['gpu-engine', 'cpu-engine'] as const) {
      expect(WORKER_POLICIES[name]).toContain("default-src 'none'");
      expect(WORKER_POLICIES[name]).toMatch(/connect-src ('none'|blob:)(;|$)/);
    }
  });
});
