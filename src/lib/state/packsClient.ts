import { appError } from '../domain/errors';
import type { PacksService } from '../packs/service';
import { connect, type Connection } from '../wire/connect';
import { spawnPacks, type PacksWorker } from './workers';

/**
 * A worker that keeps packs, started when first needed and again after it has died: `packs` for this site, files and
 * peers, `sources` for what a person has chosen elsewhere. Both work on one store.
 */
export function packsClient(which: PacksWorker = 'packs'): () => Connection<PacksService> {
  let current: Connection<PacksService> | undefined;

  return () => {
    if (current) return current;
    const worker = spawnPacks(which);
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
