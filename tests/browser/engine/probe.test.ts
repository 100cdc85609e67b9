import { expect, it } from 'vitest';
import { GPU_REQUIREMENTS } from '../../../src/lib/domain/device';
import type { PackManifest } from '../../../src/lib/domain/pack';
import { chooseEngine } from '../../../src/lib/engine/choose';
import { probeDevice } from '../../../src/lib/engine/probe';

const manifest = {
  shards: ['gpu', 'software'].map((target) => ({ role: 'library', target })),
} as unknown as PackManifest;

it('G1: sees that this browser’s GPU is SwiftShader, and takes the CPU unless asked', async () => {
  const report = await probeDevice();
  if (report.gpu.kind !== 'software') throw new Error(`the adapter is reported as ${report.gpu.kind}`);
  for (const [limit, needed] of Object.entries(GPU_REQUIREMENTS)) {
    expect(report.gpu.limits[limit as keyof typeof GPU_REQUIREMENTS]).toBeGreaterThanOrEqual(needed);
  }
  expect(report.storage.opfs).toBe(true);
  expect(report.cpu).toBe(true);
  expect(report.cpuThreads).toBeGreaterThanOrEqual(1);
  expect(chooseEngine(report, manifest)).toEqual({ engine: 'cpu', reason: 'software-adapter' });
  expect(chooseEngine(report, manifest, 'gpu')).toMatchObject({ engine: 'gpu', target: 'software' });
});
