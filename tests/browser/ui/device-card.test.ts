import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { DeviceReport, GpuReport } from '../../../src/lib/domain/device';
import DeviceCard from '../../../src/lib/ui/DeviceCard.svelte';

async function words(gpu: GpuReport, cpu: boolean): Promise<string> {
  const report: DeviceReport = {
    gpu,
    cpu,
    cpuThreads: 4,
    crossOriginIsolated: true,
    memoryGiB: 8,
    mobile: false,
    storage: { opfs: true, quotaBytes: null, usedBytes: null, persisted: null },
  };
  return (await render(DeviceCard, { report })).container.textContent;
}

const NONE: GpuReport[] = [
  { kind: 'none', reason: 'no-api' },
  { kind: 'none', reason: 'no-adapter' },
  { kind: 'too-small', name: 'old', shortfalls: [] },
];

it('G1: without a GPU the CPU is promised where it can run models', async () => {
  for (const gpu of NONE) expect(await words(gpu, true)).toMatch(/on the main processor.*4 processor cores/);
});

it('where WebAssembly has no 64-bit memory the CPU is not promised, with or without a GPU', async () => {
  for (const gpu of NONE) {
    const told = await words(gpu, false);
    expect(told).toContain('This browser cannot run models on the main processor (CPU).');
    expect(told).not.toMatch(/run on the main processor|processor cores?/);
  }
});
