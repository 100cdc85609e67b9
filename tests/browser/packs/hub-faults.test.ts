import { afterEach, expect, it } from 'vitest';
import type { Fault } from '../../fakes/bad-server';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { cut } from './bench';
import { follow, plannedBench, sentOf, type PlannedBench } from './planned-bench';

const MIB = 1024 * 1024;
const installed = { kind: 'installed', verification: { verdict: 'verified' } };

let at: PlannedBench;
afterEach(() => at.kill());

/** A commit's files have one digest each, and come from another host than they are asked for at. */
const hubPack = () => smallPack({ mib: 2.5, chunked: false });

async function install(pack: SmallPack, packs = at.packs, mirrors: string[] = []) {
  const plan = { manifest: pack.entry.manifest, source: at.hub() };
  const { packId } = await packs.call('plan', plan);
  return follow(packs.stream('installPlanned', { packId, acceptedLicence: true, mirrors }), at.see);
}

// Requests 0 and 2 are sent on by the hub; 1 brings the licence, 3 the first of the weights.
const passing: [string, Fault][] = [
  ['N1: a cut before the headers', { on: [3], cutAt: -1 }],
  ['N1: a cut after the headers', { on: [3], cutAt: 0 }],
  ['N4: a cut one byte before the end', { on: [3], ...cut(2.5 * MIB - 1) }],
  ['N5: a body that ends early', { on: [3], endAt: MIB + 10 }],
  ['N6: a body that is longer, with the right start', { extra: 32 * MIB }],
  ['N10: a host that ignores Range, after a cut', { on: [3], ...cut(1.5 * MIB) }],
  ['N13: a host that is busy', { on: [3], status: 503, retryAfter: '1' }],
  ['N13: a host that has enough of us', { on: [3], status: 429 }],
  ['N15: a host that drips', { on: [3], rate: 20 }],
];

it.each(passing)('%s passes, and the model is installed', async (name, fault) => {
  const pack = await hubPack();
  at = await plannedBench({ attempts: 6, ...(name.startsWith('N15') ? { stallMs: 2000 } : {}) });
  const whole: Fault[] = name.startsWith('N10') ? [{ path: 'model.gguf', ignoreRange: true }] : [];
  await at.serve(pack, [...whole, { path: 'model.gguf', ...fault }]);
  expect((await install(pack)).result).toMatchObject(installed);
  expect(await at.packs.call('rejected', {})).toEqual([]);
});

it.each([404, 403, 410])('N13: status %i is told at once, and what is held stays', async (status) => {
  const pack = await hubPack();
  at = await plannedBench();
  await at.serve(pack, [{ path: 'model.gguf', status }]);
  await expect(install(pack)).rejects.toMatchObject({ code: 'source/http-status', details: { status } });
  await at.serve(pack);
  expect((await install(pack)).result).toMatchObject(installed);
  expect(sentOf(await at.log(), 'LICENSE.txt'), 'not asked for again').toBe(0);
});

it('N8: a file that the hub damages comes whole from the mirror, which serves it by its digest', async () => {
  const pack = await hubPack();
  at = await plannedBench();
  await at.serve(pack, [{ path: 'model.gguf', flip: [3] }]);
  const id = `${new URL(at.hub().endpoint).pathname.split('/')[2]}-mirror`;
  await fetch(`/bad/${id}`, { method: 'PUT', body: JSON.stringify({ files: pack.files, faults: [] }) });
  expect((await install(pack, at.packs, [`/bad/${id}`])).result).toMatchObject(installed);
  expect(await at.packs.call('rejected', {}), 'nothing is left of the damaged one').toEqual([]);
});

it('T1: of two tabs that install from one hub one fetches, the other follows', async () => {
  const pack = await hubPack();
  at = await plannedBench();
  await at.serve(pack, [{ path: 'model.gguf', holdAt: MIB }]);
  const plan = { manifest: pack.entry.manifest, source: at.hub() };
  let follows = 0;
  const tabs = [at.packs, at.another()].map(async (packs) => {
    const { packId } = await packs.call('plan', plan);
    return follow(packs.stream('installPlanned', { packId, acceptedLicence: true }), ({ kind }) => {
      if (kind === 'following') follows++;
    });
  });
  await expect.poll(() => follows).toBeGreaterThan(0);
  await at.letGo();
  for (const { result } of await Promise.all(tabs)) expect(result).toMatchObject(installed);
  expect(sentOf(await at.log(), 'model.gguf')).toBe(2.5 * MIB);
});
