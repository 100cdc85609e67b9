import { appError } from '../domain/errors';
import type { PacksService } from '../packs/service';
import { connect, type Connection } from '../wire/connect';
import { spawnPacks } from './workers';

/** The worker that keeps the packs, started when first needed and again after it has died. */
export function packsClient(): () => Connection<PacksService> {
  let current: Connection<PacksService> | undefined;

  return () => {
    if (current) return current;
    const worker = spawnPacks();
    const connection = connect<PacksService>(worker);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      connection.close(appError('storage/unavailable', { what: event.message ?? 'the worker died' }));
      worker.terminate();
      current = undefined;
    });
    current = connection;
    return connection;
  };
}
