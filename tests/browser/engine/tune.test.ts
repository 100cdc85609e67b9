import { beforeAll, describe, expect, it } from 'vitest';
import type { Inspection } from '../../../src/lib/domain/inspect';
import type { PackManifest } from '../../../src/lib/domain/pack';
import { chooseEngine } from '../../../src/lib/engine/choose';
import { probeDevice } from '../../../src/lib/engine/probe';
import { shippedLibrary, type ShippedLibrary } from '../../../src/lib/gguf/shipped-library';
import { createInspector } from '../../../src/lib/workers/inspect';
import { vet } from '../../../src/lib/workers/vet';
import { fineTuned, withOwnHead } from '../../fixtures/gguf/tunes';
import { asked, bytesAt, CAPITAL, client, collect, NEVER, packFile, quietly, sourceOf } from './support';

const IDS = ['gemma3-270m-software', 'smollm2-135m-gpu', 'smollm2-135m-software'];
let starter: Blob;
let libraries: ShippedLibrary[];

async function inspect(gguf: Blob): Promise<Inspection> {
  const found = { name: 'somebody/a-tune-GGUF', url: '', revision: '' };
  return createInspector(async () => libraries).gguf(sourceOf(gguf), found, NEVER);
}

/** As the packs room makes it: the weights, and the libraries that the inspector named. */
async function manifestOf(inspection: Inspection, gguf: Blob): Promise<PackManifest> {
  const weights = { path: 'tune.gguf', role: 'weights' as const, bytes: gguf.size, sha256: 'f'.repeat(64) };
  return {
    ...inspection.manifest,
    shards: [weights as PackManifest['shards'][number], ...inspection.libraries],
  };
}

beforeAll(async () => {
  starter = await bytesAt('/@models/smollm2');
  libraries = await Promise.all(
    IDS.map(async (id) =>
      shippedLibrary(id, JSON.parse(await (await bytesAt(`/@libraries/${id}.json`)).text())),
    ),
  );
}, 60_000);

describe('a fine-tuned model', { timeout: 180_000 }, () => {
  it('of the same shape reuses the shipped libraries, and runs on the GPU with its own weights', async () => {
    const tune = await fineTuned(starter);
    expect(tune.size).toBe(starter.size);
    const inspection = await inspect(tune);
    expect(
      inspection.fits.map(({ library, fits, matched, total }) => [library, fits, matched, total]),
    ).toEqual([
      ['smollm2-135m-gpu', true, 272, 272],
      ['smollm2-135m-software', true, 272, 272],
    ]);
    const manifest = await manifestOf(inspection, tune);
    const packed = await bytesAt('/@libraries/smollm2-135m-software.wasm.gz');
    const found = await vet(
      manifest,
      async ({ role, target }) =>
        sourceOf(
          role === 'weights'
            ? tune
            : target === 'software'
              ? packed
              : await bytesAt(`/@libraries/smollm2-135m-gpu.wasm.gz`),
        ),
      NEVER,
    );
    expect(found.unknown).toEqual([]);
    expect(found.checks.filter(({ what }) => what === 'fit').map(({ details }) => details)).toEqual([
      '272 / 272',
      '272 / 272',
    ]);
    const choice = chooseEngine(await probeDevice(), manifest, 'gpu');
    expect(choice).toEqual({ engine: 'gpu', target: 'software', reason: 'asked-for' });

    const gpu = client();
    const session = await gpu.load(
      {
        manifest,
        choice,
        weights: await packFile(tune, 'tune.gguf'),
        library: await packFile(packed, 'tune-library.gz'),
      },
      quietly,
    );
    const { text, end, events } = await collect(
      session.generate(asked(CAPITAL, { alternatives: 1, maxTokens: 12 }), NEVER),
    );
    gpu.dispose();
    expect(text).toMatch(/Paris/);
    expect(end?.reason).toBe('stop');
    // The starter gives its first word 0.556: these are other weights.
    const first = events.find((event) => event.kind === 'delta')!.alternatives![0]!;
    expect(first.text).toBe('The');
    expect(Math.abs(first.probability - 0.556)).toBeGreaterThan(0.005);
  });

  it('with an own output head is refused for the GPU by the name of that tensor, and the CPU runs it', async () => {
    const tune = await withOwnHead(starter);
    const inspection = await inspect(tune);
    expect(inspection.libraries).toEqual([]);
    expect(inspection.fits[0]).toEqual({
      library: 'smollm2-135m-gpu',
      target: 'gpu',
      fits: false,
      matched: 272,
      total: 273,
      differing: [{ name: 'output.weight', has: 'Q8_0 [576, 49152]', wants: '' }],
    });
    const manifest = await manifestOf(inspection, tune);
    const choice = chooseEngine(await probeDevice(), manifest, 'gpu');
    expect(choice).toEqual({ engine: 'cpu', reason: 'no-library' });

    const weights = await packFile(tune, 'own-head.gguf');
    const library = await packFile(await bytesAt('/@libraries/smollm2-135m-software.wasm.gz'), 'own-head.gz');
    const engine = client();
    const onGpu = { engine: 'gpu', target: 'software', reason: 'asked-for' } as const;
    await expect(engine.load({ manifest, choice: onGpu, weights, library }, quietly)).rejects.toMatchObject({
      code: 'engine/no-library',
      details: { parameter: 'head.parts.0.q' },
    });
    const session = await engine.load({ manifest, choice, weights }, quietly);
    const { text } = await collect(session.generate(asked(CAPITAL, { maxTokens: 12 }), NEVER));
    engine.dispose();
    expect(text).toMatch(/Paris/);
  });
});
