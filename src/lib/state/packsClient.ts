import { appError } from '../domain/errors';
import type { PacksService } from '../packs/service';
import { connect, type Connection } from '../wire/connect';
import { patientPort } from '../wire/patient';
import { supervise, type Living } from '../wire/supervise';
import { spawnPacks, type PacksWorker } from './workers';

/**
 * A worker that keeps packs, started when first needed and again after it has died or hung: `packs` for this site, files
 * and peers, `sources` for what a person has chosen elsewhere. Both work on one store. What was asked of one that ended
 * fails with `storage/worker-ended`; `begun` is given each one before anybody else can ask it.
 */
export function packsClient(
  which: PacksWorker = 'packs',
  begun: (connection: Connection<PacksService>) => void = () => {},
): () => Connection<PacksService> {
  let current: Connection<PacksService & Living> | undefined;

  return () => {
    if (current) return current;
    const ended = (what: string) => {
      stopWatch();
      port.end();
      if (current === connection) current = undefined;
      connection.close(appError('storage/worker-ended', { what }));
    };
    const port = patientPort(() => spawnPacks(which), ended);
    const connection = connect<PacksService & Living>(port);
    current = connection;
    const stopWatch = supervise(connection, ended);
    begun(connection);
    return connection;
  };
}
