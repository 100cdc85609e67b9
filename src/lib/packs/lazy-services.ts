import type { FilesService } from './files/files-service';
import type { HubService } from './hub/hub-service';
import type { MirrorService } from './hub/mirror-service';
import { loaded } from './late-code';
import type { PeerService } from './peer/peer-service';
import type { PlansService } from './plans-service';
import type { RejectedService } from './rejected-service';
import type { PacksRoom } from './room';

/** Parts of the service that the start page never asks: their code is loaded when it is first needed. */
export type LazyServices = HubService &
  MirrorService &
  FilesService &
  PlansService &
  PeerService &
  RejectedService;

export function lazyServices(room: PacksRoom): LazyServices {
  const hub = async () => (await loaded(import('./hub/hub-service'))).hubService(room);
  const mirror = async () => (await loaded(import('./hub/mirror-service'))).mirrorService(room);
  const files = async () => (await loaded(import('./files/files-service'))).filesService(room);
  const plans = async () => (await loaded(import('./plans-service'))).plansService(room);
  const rejected = async () => (await loaded(import('./rejected-service'))).rejectedService(room);
  let peerOnce: Promise<PeerService> | undefined;
  const openPeer = async () => (await loaded(import('./peer/peer-service'))).peerService(room);
  /** One for all calls: it remembers what the other device is asked for. */
  const peer = () =>
    (peerOnce ??= openPeer().catch((thrown: unknown) => {
      peerOnce = undefined;
      throw thrown;
    }));
  return {
    planHub: async (...asked) => (await hub()).planHub(...asked),
    searchHub: async (...asked) => (await hub()).searchHub(...asked),
    checkHub: async (...asked) => (await hub()).checkHub(...asked),
    plannedText: async (...asked) => (await hub()).plannedText(...asked),
    mirror: async (...asked) => (await mirror()).mirror(...asked),
    planMirror: async (...asked) => (await mirror()).planMirror(...asked),
    exportParts: async (...asked) => (await files()).exportParts(...asked),
    async *planFiles(...asked) {
      return yield* (await files()).planFiles(...asked);
    },
    async *exportTo(...asked) {
      return yield* (await files()).exportTo(...asked);
    },
    async *installPlanned(...asked) {
      return yield* (await plans()).installPlanned(...asked);
    },
    async *resume(...asked) {
      return yield* (await plans()).resume(...asked);
    },
    limit: async (...asked) => (await plans()).limit(...asked),
    rejected: async (...asked) => (await rejected()).rejected(...asked),
    async *refetch(...asked) {
      return yield* (await rejected()).refetch(...asked);
    },
    clearRejected: async (...asked) => (await rejected()).clearRejected(...asked),
    planPeer: async (...asked) => (await peer()).planPeer(...asked),
    async *feedRequests(...asked) {
      return yield* (await peer()).feedRequests(...asked);
    },
    feed: async (...asked) => (await peer()).feed(...asked),
    readFile: async (...asked) => (await peer()).readFile(...asked),
  };
}
