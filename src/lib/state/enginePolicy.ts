import { WORKER_POLICIES } from '../../headers';
import type { EngineKind } from '../domain/device';

/** The rules that the threads with the user's text run under, shown word for word. */
export const ENGINE_POLICIES: readonly { engine: EngineKind; policy: string }[] = [
  { engine: 'gpu', policy: WORKER_POLICIES['gpu-engine'] },
  { engine: 'cpu', policy: WORKER_POLICIES['cpu-engine'] },
];
