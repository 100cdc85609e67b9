import { hostEngine } from '../engine/host';
import { createCpuEngine } from '../engine/wllama';
import type { Port } from '../wire/protocol';
import { openVerified } from './verified-file';

const scope = self as unknown as Port;

hostEngine(scope, (busy) => createCpuEngine({ open: openVerified, busy }));
