import { hostEngine } from '../engine/host';
import { createGpuEngine } from '../engine/webllm';
import type { Port } from '../wire/protocol';
import { gpuArtifacts } from './gpu-artifacts';

hostEngine(self as unknown as Port, (busy) => createGpuEngine({ artifacts: gpuArtifacts, busy }));
