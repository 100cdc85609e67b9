import { network } from '../../../src/lib/packs/line/network';
import { packsService } from '../../../src/lib/packs/service';
import { openStore } from '../../../src/lib/packs/store/store';
import { cacheStore } from '../../../src/lib/packs/store/store-cache';
import { memoryStore } from '../../../src/lib/packs/store/store-memory';
import type { Port } from '../../../src/lib/wire/protocol';
import { serve } from '../../../src/lib/wire/serve';
import { SITE } from '../../fakes/signed-site';

/**
 * The packs worker as in the app, with a store of the test's own; told through its name. It tries again at once, and calls
 * a line dead late: on a busy machine all lines are slow.
 */
export type Setting = {
  root: string;
  store?: 'cache' | 'memory';
  attempts?: number;
  stallMs?: number;
  catalogueMs?: number;
};

const {
  root,
  store,
  attempts = 6,
  stallMs = 60_000,
  catalogueMs = 60_000,
} = JSON.parse(self.name) as Setting;
const patience = { attempts, stallMs, catalogueMs, baseDelayMs: 20, maxDelayMs: 200 };
const open = async () => {
  if (store === 'memory') return memoryStore();
  if (store !== 'cache') return openStore(root);
  const found = await cacheStore(root);
  if (!found) throw new Error('no Cache Storage');
  return found;
};
serve(self as Port, packsService({ network: network(patience), keys: [SITE.key], open }));
