import { hostEngine } from '../../../src/lib/engine/host';
import { createGpuEngine } from '../../../src/lib/engine/webllm';
import { gpuArtifacts } from '../../../src/lib/workers/gpu-artifacts';
import type { Port } from '../../../src/lib/wire/protocol';

/**
 * The GPU worker with a device that fails for real, as its name says: `lose while loading` destroys it between two
 * shards, `no memory` asks for more than any device has when the context of more than 1,024 tokens is reserved,
 * `bad shader` breaks one kernel. The message `destroy-now` destroys the device at any time.
 */
let device: GPUDevice | undefined;
let loaded = false;
const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, descriptor) {
  device = await requestDevice.call(this, descriptor);
  if (self.name === 'no memory') outgrow(device);
  if (self.name === 'bad shader') breakShader(device);
  return device;
};
self.addEventListener('message', (event) => {
  if ((event.data as { kind?: string }).kind === 'destroy-now') device?.destroy();
});

/** A layer's cache of 2,048 tokens takes 3 MB in SmolLM2. */
function outgrow(device: GPUDevice): void {
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const size = loaded && descriptor.size > 2_000_000 ? 2 ** 46 : descriptor.size;
    return create({ ...descriptor, size });
  };
}

function breakShader(device: GPUDevice): void {
  const create = device.createShaderModule.bind(device);
  let made = 0;
  device.createShaderModule = (descriptor) =>
    create({ ...descriptor, code: made++ === 5 ? 'this is no WGSL' : descriptor.code });
}

hostEngine(self as unknown as Port, (busy) =>
  createGpuEngine({
    busy,
    artifacts: async (request, options) => {
      const made = await gpuArtifacts(request, options);
      const table = new Map(made.table);
      const shards = [...table.keys()].filter((name) => name.endsWith('.bin'));
      const [second, last] = [shards[1]!, shards.at(-1)!];
      before(table, second, () => self.name === 'lose while loading' && device?.destroy());
      before(table, last, () => (loaded = true));
      return { ...made, table };
    },
  }),
);

function before(
  table: Map<string, () => Promise<Uint8Array<ArrayBuffer>>>,
  name: string,
  act: () => void,
): void {
  const read = table.get(name)!;
  table.set(name, () => {
    act();
    return read();
  });
}
