import { appError } from '../domain/errors';
import type { PacksService } from '../packs/service';
import { connect, type Connection } from '../wire/connect';
import { patientPort } from '../wire/patient';
import { spawnPacks, type PacksWorker } from './workers';

/**
 * A worker that keeps packs, started when first needed and again after it has died: `packs` for this site, files and
 * peers, `sources` for what a person has chosen elsewhere. Both work on one store.
 */
export function packsClient(which: PacksWorker = 'packs'): () => Connection<PacksService> {
  let current: Connection<PacksService> | undefined;

  return () => {
    if (current) return current;
    const port = patientPort(
      () => spawnPacks(which),
      (what) => {
        connection.close(appError('storage/unavailable', { what }));
        if (current === connection) current = undefined;
      },
    );
    const connection = connect<PacksService>(port);
    current = connection;
    return connection;
  };
}
