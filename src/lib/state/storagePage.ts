import { app } from './app.svelte';
import { StorageView } from './storage.svelte';

/** The storage page's subject. */
export const storage = new StorageView({
  packs: () => app.packs(),
  lastUsed: app.lastUsed,
  remove: async (packId) => {
    const pack = app.library.installed.find((one) => one.packId === packId);
    if (pack) await app.library.remove(pack);
  },
  undoRemove: (packId) => app.library.undoRemove(packId),
  clearParts: () => app.library.clearParts(),
  clearRejected: async () => {
    await app.packs().call('clearRejected', {});
  },
  changed: () => app.library.changed(),
  askPersist: () => app.askPersist(),
  withoutSaving: () => app.withoutSaving(),
});
