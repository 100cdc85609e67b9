import { afterEach, expect, it } from 'vitest';
import type { HubSource } from '../../../src/lib/domain/pack';
import { packsClient } from '../../../src/lib/state/packsClient';

/** Names of the workers that were started, whoever started them. */
const started: string[] = [];
const workers: Worker[] = [];
const RealWorker = globalThis.Worker;
globalThis.Worker = class extends RealWorker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    started.push(options?.name ?? '');
    workers.push(this);
  }
};
afterEach(() => started.splice(0));

/** The bad server's other origin, where a catalogue lies. */
async function elsewhere(): Promise<string> {
  const id = `client-${Date.now().toString(36)}`;
  const index = { text: JSON.stringify({ format: 1, packs: [] }), type: 'application/json' };
  const plan = { files: { 'index.json': index }, faults: [{ path: 'moved/', redirect: 'other-host' }] };
  await fetch(`/bad/${id}`, { method: 'PUT', body: JSON.stringify(plan) });
  const { url } = await fetch(`/bad/${id}/moved/index.json`);
  expect(new URL(url).origin).not.toBe(location.origin);
  return url.replace('/index.json', '');
}

it('the worker for this site cannot ask another origin, the one for sources can, and starts only when it is used', async () => {
  const baseUrl = await elsewhere();
  const packs = packsClient();
  const sources = packsClient('sources');
  expect(started, 'to make a client starts nothing').toEqual([]);

  await expect(packs().call('catalogue', { baseUrl })).rejects.toMatchObject({ code: 'source/unreachable' });
  expect(started).toEqual(['packs']);

  expect(await sources().call('catalogue', { baseUrl })).toMatchObject({ packs: [] });
  expect(started).toEqual(['packs', 'sources']);
  expect(sources(), 'once').toBe(sources());
});

it('a hub that is asked through the worker for this site is out of reach', async () => {
  const baseUrl = await elsewhere();
  const hub: Omit<HubSource, 'kind' | 'revision' | 'elsewhere'> = {
    endpoint: baseUrl,
    repo: 'maker/model',
    hosts: [],
  };
  await expect(packsClient()().call('planHub', hub)).rejects.toMatchObject({ code: 'source/unreachable' });
});

it('a worker that dies in silence fails what was asked of it, and the next call finds another one', async () => {
  const begun: object[] = [];
  const packs = packsClient('packs', (connection) => begun.push(connection));
  const first = packs();
  await first.call('parts', {});
  // Nobody hears of this: no message, no error, only its locks are given back.
  const asked = first.call('catalogue', { baseUrl: '/bad/never-answers' });
  workers.at(-1)!.terminate();
  await expect(asked).rejects.toMatchObject({ code: 'storage/worker-ended' });
  expect(packs()).not.toBe(first);
  expect(await packs().call('parts', {})).toMatchObject({ count: 0 });
  expect(begun, 'each is told of before it is used').toEqual([first, packs()]);
  expect(started).toEqual(['packs', 'packs']);
});
