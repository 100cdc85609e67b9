import { appError } from '../domain/errors';
import type { EngineService } from '../engine/service';
import { connect } from '../wire/connect';
import { spawnEngine } from './workers';

/** Has a fresh engine worker try to reach the network, and says whether it could. */
export async function engineReachesNetwork(): Promise<boolean> {
  const worker = spawnEngine('gpu');
  const connection = connect<EngineService>(worker);
  try {
    return await connection.call('reachNetwork', null);
  } finally {
    connection.close(appError('engine/not-loaded', { what: 'closed' }));
    worker.terminate();
  }
}
