import { keepingService, type KeepingService } from './keeping-service';
import { lazyServices, type LazyServices } from './lazy-services';
import { type PacksOptions, packsRoom } from './room';
import { siteService, type SiteService } from './site-service';
import { storageService, type StorageService } from './storage-service';

/** Everything about packs that a page may ask its worker for. */
export type PacksService = SiteService & KeepingService & StorageService & LazyServices;

export function packsService(options: PacksOptions = {}): PacksService {
  const room = packsRoom(options);
  return {
    ...siteService(room),
    ...lazyServices(room),
    ...keepingService(room),
    ...storageService(room),
  };
}
