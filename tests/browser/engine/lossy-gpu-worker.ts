import { hostEngine } from '../../../src/lib/engine/host';
import { createGpuEngine } from '../../../src/lib/engine/webllm';
import { gpuArtifacts } from '../../../src/lib/workers/gpu-artifacts';
import type { Port } from '../../../src/lib/wire/protocol';

/**
 * The GPU worker, with a device that can be lost on demand: `destroy-now`, or `destroy-at` a stage of loading. The name
 * of the worker may hold a stage, to lose the device of a load that has not begun.
 */
let device: GPUDevice | undefined;
const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, descriptor) {
  device = await requestDevice.call(this, descriptor);
  return device;
};
self.addEventListener('message', (event) => {
  if ((event.data as { kind?: string }).kind === 'destroy-now') device?.destroy();
});

hostEngine(self as unknown as Port, (busy) =>
  createGpuEngine({
    busy,
    artifacts: async (request, options) => {
      const made = await gpuArtifacts(request, options);
      if (self.name !== 'lose while loading') return made;
      const table = new Map(made.table);
      const shards = [...table.keys()].filter((name) => name.endsWith('.bin'));
      const second = shards[1]!;
      const read = table.get(second)!;
      table.set(second, () => {
        device?.destroy();
        return read();
      });
      return { ...made, table };
    },
  }),
);
