import { expect, it } from 'vitest';
import type { DeviceReport, GpuReport } from '../../../src/lib/domain/device';
import { GPU_REQUIREMENTS } from '../../../src/lib/domain/device';
import type { LoadRequest } from '../../../src/lib/domain/engine';
import { appError } from '../../../src/lib/domain/errors';
import type { InstalledPack } from '../../../src/lib/domain/pack';
import { chooseEngine } from '../../../src/lib/engine/choose';
import { Runner } from '../../../src/lib/state/runner.svelte';
import { SMOL } from './scripted';

const library = { path: 'lib.wasm', role: 'library', bytes: 1, sha256: SMOL.packId, target: 'gpu' } as const;
/** A model in MLC's form: the GPU runs it, or nothing does. */
const folder: InstalledPack = {
  ...SMOL,
  manifest: { ...SMOL.manifest, layout: 'mlc', shards: [library] },
};

async function run(gpu: GpuReport): Promise<{ loads: string[]; thrown: unknown }> {
  const loads: string[] = [];
  const runner = new Runner({
    engine: {
      async load({ choice }) {
        loads.push(choice.engine);
        throw appError('engine/load-failed', { what: 'a test' });
      },
    },
    files: async () => ({ weights: {} as LoadRequest['weights'] }),
    device: async () => ({ gpu }) as DeviceReport,
    choose: chooseEngine,
    preference: () => 'auto',
    mark: async () => () => {},
    onDamaged: () => {},
  });
  const prompt = { text: 'a', stop: [], sampling: { temperature: 0, topP: 1, seed: 1 }, maxTokens: 1 };
  const thrown: unknown = await runner
    .generate(folder, prompt, new AbortController().signal)
    .next()
    .catch((error: unknown) => error);
  return { loads, thrown };
}

it('an MLC folder whose GPU fails is not tried on the CPU, which cannot read it', async () => {
  const gpu: GpuReport = { kind: 'gpu', name: 'a GPU', shaderF16: true, limits: { ...GPU_REQUIREMENTS } };
  const { loads, thrown } = await run(gpu);
  expect(loads).toEqual(['gpu']);
  expect(thrown).toMatchObject({ code: 'engine/load-failed' });
});

it('G1: without a GPU nothing is loaded, and the reason is said', async () => {
  const { loads, thrown } = await run({ kind: 'none', reason: 'no-api' });
  expect(loads).toEqual([]);
  expect(thrown).toMatchObject({ code: 'device/needs-gpu', details: { reason: 'mlc-needs-gpu' } });
});
