import { hubService, type HubService } from './hub/hub-service';
import { keepingService, type KeepingService } from './keeping-service';
import { peerService, type PeerService } from './peer/peer-service';
import { type PacksOptions, packsRoom } from './room';
import { plansService, type PlansService } from './plans-service';
import { siteService, type SiteService } from './site-service';

/** Everything about packs that a page may ask its worker for. */
export type PacksService = SiteService & PlansService & HubService & PeerService & KeepingService;

export function packsService(options: PacksOptions = {}): PacksService {
  const room = packsRoom(options);
  return {
    ...siteService(room),
    ...plansService(room),
    ...hubService(room),
    ...peerService(room),
    ...keepingService(room),
  };
}
