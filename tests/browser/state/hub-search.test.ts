import { expect, it, vi } from 'vitest';
import { curatedModels } from '../../../src/lib/catalogue/curated';
import { appError } from '../../../src/lib/domain/errors';
import type { HubFound } from '../../../src/lib/domain/plan';
import { assess } from '../../../src/lib/engine/assess';
import type { PacksService } from '../../../src/lib/packs/service';
import { Hub } from '../../../src/lib/state/hub.svelte';
import { Places } from '../../../src/lib/state/places.svelte';
import type { Connection } from '../../../src/lib/wire/connect';

/** A hub page whose searches a test answers. */
function bench(answer: () => Promise<HubFound[]>) {
  const call = vi.fn<(name: string, args: unknown) => Promise<HubFound[]>>(answer);
  const sources = (() => ({ call })) as unknown as () => Connection<PacksService>;
  return { call, hub: new Hub({ sources, places: new Places(), device: () => null, assess }) };
}

const models: HubFound[] = [{ repo: 'a/Gemma-3-1b-GGUF', downloads: 3 }];
const settled = (hub: Hub) => expect.poll(() => hub.stage.kind).not.toBe('asking');

it('a GGUF of a curated model is searched for under its publisher’s name, on the person’s hub', async () => {
  const { hub, call } = bench(async () => models);
  hub.searchGguf(curatedModels().find(({ name }) => name === 'Gemma 3 1B (instruct)')!.f16);
  await settled(hub);
  expect(call.mock.calls[0]?.slice(0, 2)).toMatchObject([
    'searchHub',
    { endpoint: 'https://huggingface.co', name: 'gemma-3-1b-it' },
  ]);
  expect(hub.stage).toEqual({ kind: 'found', what: 'gemma-3-1b-it', models });
});

it('a search that fails says so, and can be tried again', async () => {
  let fails = true;
  const { hub } = bench(async () => {
    if (fails) throw appError('source/unreachable', { host: 'hub' });
    return [];
  });
  hub.search(' tiny ');
  await settled(hub);
  const { stage } = hub;
  if (stage.kind !== 'failed') return expect.fail(stage.kind);
  expect(stage.error.code).toBe('source/unreachable');
  fails = false;
  stage.again?.();
  await settled(hub);
  expect(hub.stage).toEqual({ kind: 'found', what: 'tiny', models: [] });
});
