import { hostEngine } from '../../../src/lib/engine/host';
import { createCpuEngine } from '../../../src/lib/engine/wllama';
import { openBytes } from '../../../src/lib/packs/store/read';
import { verified } from '../../../src/lib/packs/store/verified';
import type { Port } from '../../../src/lib/wire/protocol';

// As in a browser without JavaScript promise integration: wllama then streams the whole file into its memory.
Reflect.deleteProperty(WebAssembly, 'Suspending');

hostEngine(self as unknown as Port, (busy) =>
  createCpuEngine({ open: async ({ ref, chunks }) => verified(await openBytes(ref), chunks), busy }),
);
