import { afterEach, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { smallPack } from '../../../fakes/small-pack';
import { bench, sentOf } from '../bench';

const MIB = 1024 * 1024;
const installed = { kind: 'installed', verification: { verdict: 'verified' } };

/** The part of the protocol's session that is used here. */
type Session = { send(method: string, params: object): Promise<unknown> };

/** Sets how much this origin may store, in the real browser; nothing takes the limit away. */
async function setQuota(bytes?: number): Promise<void> {
  const params = { origin: location.origin, ...(bytes === undefined ? {} : { quotaSize: bytes }) };
  await (cdp() as Session).send('Storage.overrideQuotaForOrigin', params);
}
const usage = async () => (await navigator.storage.estimate()).usage ?? 0;

afterEach(() => setQuota());

it('S1: too little room is told before anything is fetched, with needed and available bytes', async () => {
  const pack = await smallPack({ mib: 12 });
  const at = bench();
  await at.serve(pack);
  await setQuota((await usage()) + 2 * MIB);
  const refused = at.install(pack);
  await expect(refused).rejects.toMatchObject({ code: 'storage/quota' });
  const { details } = (await refused.catch((thrown: unknown) => thrown)) as {
    details: Record<string, number>;
  };
  expect(details['needed']).toBeGreaterThanOrEqual(12 * MIB);
  expect(details['available']).toBeLessThanOrEqual(2 * MIB);
  expect(await at.log()).toEqual([]);
  await setQuota();
  expect((await at.install(pack)).result).toMatchObject(installed);
});

it.each([0.1, 0.5, 0.99])(
  'S1: room that runs out at %d of the way stops, and retry goes on from there',
  async (part) => {
    const pack = await smallPack({ mib: 24, seed: 21 });
    const at = bench();
    await at.serve(pack, [{ path: pack.weights.sha256, holdAt: Math.floor(part * 20 * MIB) }]);
    let limiting: Promise<void> | undefined;
    const stopped = at.install(pack, {
      onEvent: (event) => {
        if (event.kind !== 'progress' || event.heldBytes < part * 20 * MIB || limiting) return;
        limiting = usage()
          .then((used) => setQuota(used))
          .then(() => at.letGo());
      },
    });
    await expect(stopped).rejects.toMatchObject({
      code: 'storage/quota',
      details: { needed: expect.any(Number) },
    });
    expect(await at.packs.call('list', {})).toEqual([]);
    const [unfinished] = await at.packs.call('unfinished', {});
    await setQuota();
    await at.serve(pack);
    expect((await at.install(pack)).result).toMatchObject(installed);
    expect(sentOf(await at.log(), pack)).toBeLessThanOrEqual(24 * MIB + 5000 - unfinished!.heldBytes + MIB);
  },
);
