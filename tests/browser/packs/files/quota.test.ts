import { afterEach, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { bringIn, device, exported, type FilesBench, ggufOf, install, picked, plan } from './files-bench';

const MIB = 1024 * 1024;

/** The part of the protocol's session that is used here. */
type Session = { send(method: string, params: object): Promise<unknown> };

/** Sets how much this origin may store, in the real browser; nothing takes the limit away. */
async function setQuota(bytes?: number): Promise<void> {
  const params = { origin: location.origin, ...(bytes === undefined ? {} : { quotaSize: bytes }) };
  await (cdp() as Session).send('Storage.overrideQuotaForOrigin', params);
}
const usage = async () => (await navigator.storage.estimate()).usage ?? 0;

const devices: FilesBench[] = [];
const made = () => {
  const at = device();
  devices.push(at);
  return at;
};
afterEach(async () => {
  devices.splice(0).forEach(({ kill }) => kill());
  await setQuota();
});

it('S1: a GGUF for which there is no room is refused with the figures before a byte of it is stored', async () => {
  const at = made();
  const file = picked('a.gguf', ggufOf(16));
  await at.packs.call('list', {});
  await setQuota((await usage()) + 4 * MIB);
  await expect(plan(at, [file])).rejects.toMatchObject({
    code: 'storage/quota',
    details: { needed: expect.any(Number), available: expect.any(Number) },
  });
  expect(await at.packs.call('parts', {})).toEqual({ count: 0, bytes: 0 });
  await setQuota();
  await bringIn(at, [file]);
});

it('S1: an archive for which there is no room is planned, says what it needs, and installs when there is', async () => {
  const first = made();
  const archive = await exported(first, await bringIn(first, [picked('a.gguf', ggufOf(16))]));
  const at = made();
  await at.packs.call('list', {});
  await setQuota((await usage()) + 4 * MIB);
  const [planned] = (await plan(at, [archive])).plans;
  expect(planned!.toFetch).toBeGreaterThan(16 * MIB);
  await expect(install(at, planned!)).rejects.toMatchObject({ code: 'storage/quota' });
  expect(await at.packs.call('list', {})).toEqual([]);
  await setQuota();
  expect(await install(at, planned!)).toMatchObject({ kind: 'installed' });
});
