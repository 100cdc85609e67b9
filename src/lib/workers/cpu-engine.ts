import { hostEngine } from '../engine/host';
import { createCpuEngine } from '../engine/wllama';
import { openBytes } from '../packs/read';
import { verified } from '../packs/verified';
import type { Port } from '../wire/protocol';

const scope = self as unknown as Port;

hostEngine(scope, (busy) =>
  createCpuEngine({ open: async ({ ref, chunks }) => verified(await openBytes(ref), chunks), busy }),
);
