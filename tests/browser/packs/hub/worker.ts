import { network } from '../../../../src/lib/packs/line/network';
import { packsService } from '../../../../src/lib/packs/service';
import { openStore } from '../../../../src/lib/packs/store/store';
import type { Port } from '../../../../src/lib/wire/protocol';
import { serve } from '../../../../src/lib/wire/serve';
import { createInspector } from '../../../../src/lib/workers/inspect';
import { vet } from '../../../../src/lib/workers/vet';

/** The worker for hubs as in the app, with a store of the test's own and little patience; told through its name. */
const patience = { attempts: 3, stallMs: 60_000, baseDelayMs: 20, maxDelayMs: 200 };
serve(
  self as Port,
  packsService({
    ...{ network: network(patience), outside: true, open: () => openStore(self.name) },
    ...{ inspect: createInspector(async () => []), vet },
  }),
);
