import type { EngineKind } from '../domain/device';

/** The one home of `new Worker`. Names of the files are names of policies in src/headers.ts. */
export function spawnEngine(kind: EngineKind): Worker {
  return kind === 'gpu'
    ? new Worker(new URL('../workers/gpu-engine.ts', import.meta.url), { type: 'module', name: 'gpu-engine' })
    : new Worker(new URL('../workers/cpu-engine.ts', import.meta.url), {
        type: 'module',
        name: 'cpu-engine',
      });
}

export type PacksWorker = 'packs' | 'sources';

export function spawnPacks(which: PacksWorker): Worker {
  return which === 'packs'
    ? new Worker(new URL('../workers/packs.ts', import.meta.url), { type: 'module', name: 'packs' })
    : new Worker(new URL('../workers/sources.ts', import.meta.url), { type: 'module', name: 'sources' });
}
