import type { EngineKind } from '../domain/device';
import { appError } from '../domain/errors';
import type { EngineService } from '../engine/service';
import { connect } from '../wire/connect';
import { spawnEngine } from './workers';

/** Has a fresh worker of each engine try to reach the network, and says whether one could. */
export async function enginesReachNetwork(): Promise<boolean> {
  const reached = await Promise.all([reaches('gpu'), reaches('cpu')]);
  return reached.includes(true);
}

async function reaches(kind: EngineKind): Promise<boolean> {
  const worker = spawnEngine(kind);
  const connection = connect<EngineService>(worker);
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    connection.close(appError('engine/worker-died', { what: event.message ?? 'the script did not start' }));
  });
  try {
    return await connection.call('reachNetwork', null);
  } finally {
    connection.close(appError('engine/not-loaded', { what: 'closed' }));
    worker.terminate();
  }
}
