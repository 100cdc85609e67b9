import { fail } from '../domain/errors';
import type { FilesService } from './files/files-service';
import type { HubService } from './hub/hub-service';
import type { MirrorService } from './hub/mirror-service';
import type { PacksRoom } from './room';

/** Parts of the service that the start page never asks: their code is loaded when it is first needed. */
export function lazyServices(room: PacksRoom): HubService & MirrorService & FilesService {
  const hub = async () => (await loaded(import('./hub/hub-service'))).hubService(room);
  const mirror = async () => (await loaded(import('./hub/mirror-service'))).mirrorService(room);
  const files = async () => (await loaded(import('./files/files-service'))).filesService(room);
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
  };
}

/** The app is not saved on this device yet, and the network went away. */
async function loaded<T>(code: Promise<T>): Promise<T> {
  try {
    return await code;
  } catch (cause) {
    return fail('source/unreachable', { host: globalThis.location.host }, cause);
  }
}
