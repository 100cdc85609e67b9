import { afterEach, expect, it } from 'vitest';
import { packIdOf } from '../../../../src/lib/packs/form/canonical';
import { MOST_PLANS } from '../../../../src/lib/packs/install/plans';
import { bringIn, device, type FilesBench, ggufOf, install, picked, plan } from './files-bench';

const devices: FilesBench[] = [];
const made = () => {
  const at = device();
  devices.push(at);
  return at;
};
afterEach(() => devices.splice(0).forEach(({ kill }) => kill()));

it('of more models than are kept the first are planned, each can be installed, and the rest is counted', async () => {
  const { manifest } = await bringIn(made(), [picked('a.gguf', ggufOf(0.5))]);
  const packs = await Promise.all(
    Array.from({ length: MOST_PLANS + 2 }, async (_, at) => {
      const named = { ...manifest, name: `Model ${at}` };
      return { packId: await packIdOf(named), manifest: named };
    }),
  );
  const at = made();
  const { plans, events } = await plan(at, [
    picked('stick/index.json', JSON.stringify({ format: 1, packs })),
    picked(`stick/blobs/${manifest.shards[0]!.sha256}`, ggufOf(0.5)),
    picked('stick/another.gguf', ggufOf(0.5, 9)),
  ]);
  expect(plans.map(({ packId }) => packId)).toEqual(packs.slice(0, MOST_PLANS).map(({ packId }) => packId));
  expect(events.at(-1)).toEqual({ kind: 'left-out', count: 3 });
  expect(events.filter(({ kind }) => kind === 'reading')).toEqual([]);
  expect(await install(at, plans[0]!)).toMatchObject({ kind: 'installed' });
});
