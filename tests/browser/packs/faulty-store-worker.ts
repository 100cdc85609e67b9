import type { Digest } from '../../../src/lib/domain/digest';
import { network } from '../../../src/lib/packs/line/network';
import { packsService } from '../../../src/lib/packs/service';
import { openStore } from '../../../src/lib/packs/store/store';
import type { Port } from '../../../src/lib/wire/protocol';
import { serve } from '../../../src/lib/wire/serve';
import { SITE } from '../../fakes/signed-site';

/**
 * The packs worker in a browser that lacks something, or that dies at a certain step: there it waits for ever, after
 * it has said so on the channel `root`, and the test ends it. Told through its name. `diesBefore` a digest: before
 * the file of that digest is committed.
 */
export type FaultySetting = { root: string; lacks?: keyof typeof LACKS; diesBefore?: 'receipt' | Digest };

const absent = (prototype: object, name: string) =>
  Object.defineProperty(prototype, name, { value: undefined, configurable: true });

function noStorage(): void {
  absent(StorageManager.prototype, 'getDirectory');
  Object.defineProperty(CacheStorage.prototype, 'open', {
    value: () => Promise.reject(new DOMException('private window', 'SecurityError')),
  });
}

const LACKS = {
  OPFS: () => absent(StorageManager.prototype, 'getDirectory'),
  'OPFS in a private window': () =>
    Object.defineProperty(StorageManager.prototype, 'getDirectory', {
      value: () => Promise.reject(new DOMException('private window', 'SecurityError')),
    }),
  'a storage manager': () => absent(Object.getPrototypeOf(navigator) as object, 'storage'),
  'sync handles': () => absent(FileSystemFileHandle.prototype, 'createSyncAccessHandle'),
  'moving files': () => absent(FileSystemFileHandle.prototype, 'move'),
  'any storage': noStorage,
  'any storage, and memory': () => {
    noStorage();
    Object.defineProperty(Blob.prototype, 'arrayBuffer', {
      value: () => Promise.reject(new DOMException('out of memory', 'NotReadableError')),
    });
  },
};

const { root, lacks, diesBefore } = JSON.parse(self.name) as FaultySetting;
if (lacks) LACKS[lacks]();

function die(): Promise<never> {
  new BroadcastChannel(root).postMessage('dies');
  return new Promise(() => {});
}

const open = async () => {
  const store = await openStore(root);
  const { promote, writeRecord } = store;
  store.promote = (sha256) => (sha256 === diesBefore ? die() : promote(sha256));
  if (diesBefore === 'receipt')
    store.writeRecord = (folder, name, text) =>
      folder === 'packs' ? die() : writeRecord(folder, name, text);
  return store;
};

const patience = { attempts: 2, stallMs: 60_000, baseDelayMs: 20, maxDelayMs: 200 };
serve(self as Port, packsService({ network: network(patience), keys: [SITE.key], open }));
