import type { FilesService } from './files/files-service';
import type { HubService } from './hub/hub-service';
import type { MirrorService } from './hub/mirror-service';
import { keepingService, type KeepingService } from './keeping-service';
import { lazyServices } from './lazy-services';
import { peerService, type PeerService } from './peer/peer-service';
import { type PacksOptions, packsRoom } from './room';
import { plansService, type PlansService } from './plans-service';
import { rejectedService, type RejectedService } from './rejected-service';
import { siteService, type SiteService } from './site-service';
import { storageService, type StorageService } from './storage-service';

/** Everything about packs that a page may ask its worker for. */
export type PacksService = SiteService &
  PlansService &
  RejectedService &
  HubService &
  FilesService &
  PeerService &
  KeepingService &
  StorageService &
  MirrorService;

export function packsService(options: PacksOptions = {}): PacksService {
  const room = packsRoom(options);
  return {
    ...siteService(room),
    ...plansService(room),
    ...rejectedService(room),
    ...lazyServices(room),
    ...peerService(room),
    ...keepingService(room),
    ...storageService(room),
  };
}
