import { flushSync } from 'svelte';
import { expect, it, vi } from 'vitest';
import type { DeviceReport } from '../../../src/lib/domain/device';
import { GPU_REQUIREMENTS } from '../../../src/lib/domain/device';
import { appError } from '../../../src/lib/domain/errors';
import type { InstalledPack } from '../../../src/lib/domain/pack';
import type { HubAnswer, HubWish, PlannedPack } from '../../../src/lib/domain/plan';
import { assess } from '../../../src/lib/engine/assess';
import type { PacksService } from '../../../src/lib/packs/service';
import { Hub } from '../../../src/lib/state/hub.svelte';
import { Places } from '../../../src/lib/state/places.svelte';
import type { Connection } from '../../../src/lib/wire/connect';

const plan = { packId: 'p', manifest: { name: 'Planned' } } as unknown as PlannedPack;

function device(change: Partial<DeviceReport> = {}): DeviceReport {
  return {
    gpu: {
      ...{ kind: 'gpu', name: '', shaderF16: true },
      limits: { ...GPU_REQUIREMENTS, maxStorageBufferBindingSize: 2 ** 30 },
    },
    ...{ cpu: true, cpuThreads: 4, crossOriginIsolated: true, memoryGiB: 8, mobile: false },
    storage: { opfs: true, quotaBytes: null, usedBytes: null, persisted: null },
    ...change,
  };
}

/** A hub page whose questions a test answers. */
function bench(answer: (wish: HubWish, signal: AbortSignal) => Promise<HubAnswer>, report = device()) {
  const asked: HubWish[] = [];
  const sources = vi.fn(() => ({
    call: (_name: string, wish: HubWish, signal: AbortSignal) => (asked.push(wish), answer(wish, signal)),
  })) as unknown as () => Connection<PacksService>;
  const hub = new Hub({ sources, places: new Places(), device: () => report, assess });
  return { hub, asked, sources };
}

const ready: HubAnswer = { kind: 'ready', plan };
const settled = (hub: Hub) => expect.poll(() => hub.stage.kind).not.toBe('asking');

it('asks nobody until a person asks, and nobody for what names no model', () => {
  const { hub, sources } = bench(async () => ready);
  expect(hub.offers.length).toBeGreaterThan(20);
  expect(hub.all).toHaveLength(165);
  expect(hub.askTyped('no model at all')).toBe(false);
  expect(sources).not.toHaveBeenCalled();
  expect(hub.stage.kind).toBe('idle');
});

it('a pasted address becomes a question for that file, with the hosts of the hub that it is of', async () => {
  const { hub, asked } = bench(async () => ready);
  expect(hub.askTyped('https://huggingface.co/a/b/blob/main/m.gguf')).toBe(true);
  await settled(hub);
  expect(asked).toMatchObject([
    {
      repo: 'a/b',
      revision: 'main',
      file: 'm.gguf',
      hosts: ['*.huggingface.co', '*.hf.co'],
    },
  ]);
  expect(hub.stage).toEqual({ kind: 'ready', plan });
  hub.askTyped('http://school.example:8080/a/b');
  await settled(hub);
  expect(asked[1]).toMatchObject({ endpoint: 'http://school.example:8080', hosts: [] });
});

it('of several models one is chosen at the commit that was listed, not at the branch', async () => {
  const files = [{ path: 'a.gguf', bytes: 1 }];
  const { hub, asked } = bench(async (wish) =>
    wish.file ? ready : { kind: 'choose', repo: 'a/b', revision: 'c'.repeat(40), files },
  );
  hub.askTyped('a/b@main');
  await settled(hub);
  const { stage } = hub;
  if (stage.kind !== 'choose') return expect.fail(stage.kind);
  hub.choose(stage.wish, 'a.gguf');
  await settled(hub);
  expect(asked[1]).toMatchObject({ revision: 'c'.repeat(40), file: 'a.gguf' });
});

it('an answer that comes after another question, or after Cancel, changes nothing', async () => {
  const answers: ((answer: HubAnswer) => void)[] = [];
  const { hub } = bench(() => new Promise((resolve) => answers.push(resolve)));
  hub.askTyped('a/first');
  hub.askTyped('a/second');
  answers[0]!({ kind: 'ready', plan: { ...plan, packId: 'first' as never } });
  await Promise.resolve();
  expect(hub.stage).toMatchObject({ kind: 'asking', what: 'a/second' });
  hub.cancel();
  answers[1]!(ready);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(hub.stage.kind).toBe('idle');
});

it('a failure is shown with its code, and can be tried again', async () => {
  let fails = true;
  const { hub } = bench(async () => {
    if (fails) throw appError('source/needs-account', { what: 'a/b' });
    return ready;
  });
  hub.askTyped('a/b');
  await settled(hub);
  const { stage } = hub;
  if (stage.kind !== 'failed') return expect.fail(stage.kind);
  expect(stage.error.code).toBe('source/needs-account');
  fails = false;
  stage.again?.();
  await settled(hub);
  expect(hub.stage.kind).toBe('ready');
});

it('what is suggested for the device comes first, then what fits, then the rest', () => {
  const { hub } = bench(async () => ready);
  const [first] = hub.offers;
  expect(first).toMatchObject({ suggested: true, assessment: { verdict: 'fits' } });
  const verdicts = hub.offers.map(({ assessment }) => ['fits', 'slow', 'no'].indexOf(assessment!.verdict));
  expect(verdicts).toEqual([...verdicts].sort());
  hub.fitsOnly = true;
  flushSync();
  expect(hub.offers.every(({ assessment }) => assessment?.verdict === 'fits')).toBe(true);
});

it('the twin without f16 is offered to a GPU that has none, and the reason where there is no twin', () => {
  const gpu = device().gpu;
  const { hub } = bench(
    async () => ready,
    device({ gpu: { ...gpu, shaderF16: false } as DeviceReport['gpu'] }),
  );
  for (const { model, record } of hub.offers) expect(record.needsF16, model.name).toBe(model.f32 === null);
  const lone = hub.offers.find(({ model }) => model.f32 === null)!;
  expect(lone.assessment?.verdict).not.toBe('fits');
  expect(lone.assessment?.reasons).toContain('no-f16');
});

it('a language leaves out those that name others only, and marks those that claim more than they name', () => {
  const { hub } = bench(async () => ready);
  hub.language = 'so';
  flushSync();
  const names = hub.offers.map(({ model }) => model.name);
  expect(names).not.toContain('Llama 3.2 1B Instruct');
  expect(hub.offers.find(({ model }) => model.name === 'Qwen3.5 0.8B')?.maybe).toBe(true);
});

it('a record of the list is asked for with its library and what the catalogue knows of it', async () => {
  const { hub, asked } = bench(async () => ready);
  hub.askListed(hub.all.find(({ id }) => id === 'Qwen3-0.6B-q4f32_1-MLC')!);
  await settled(hub);
  expect(asked[0]).toMatchObject({ repo: 'mlc-ai/Qwen3-0.6B-q4f32_1-MLC', about: { family: 'Qwen3' } });
  expect(asked[0]?.library).toContain('Qwen3-0.6B-q4f32_1_cs1k-webgpu.wasm');
});

it('a newer version of a model of the list is asked for with what the list knows, but for terms that have changed', async () => {
  const { hub, asked } = bench(async () => ready);
  const manifest = { name: 'Mine', memoryBytes: 879_040_000 };
  const repo = 'mlc-ai/Llama-3.2-1B-Instruct-q4f16_1-MLC';
  const wish = { endpoint: 'https://huggingface.co', repo, revision: 'd'.repeat(40), hosts: [] };
  const update = { kind: 'changed' as const, from: '', to: '', files: [], notes: [], bytes: 0, wish };
  hub.askUpdate({ manifest } as unknown as InstalledPack, { ...update, licence: null });
  await settled(hub);
  expect(asked[0]).toMatchObject({ revision: 'd'.repeat(40), about: { contextTokens: 4096, licence: {} } });
  hub.askUpdate({ manifest } as unknown as InstalledPack, {
    ...update,
    licence: { from: 'a', to: 'b' },
  });
  await settled(hub);
  expect(asked[1]?.about).toMatchObject({ family: 'Llama 3.2', requires: { shaderF16: true } });
  expect(asked[1]?.about).not.toHaveProperty('licence');
});
