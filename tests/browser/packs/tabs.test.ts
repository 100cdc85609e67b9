import { expect, it } from 'vitest';
import { smallPack } from '../../fakes/small-pack';
import { bench, sentOf } from './bench';

const MIB = 1024 * 1024;
const installed = { kind: 'installed', verification: { verdict: 'verified' } };

it('T1: of two tabs that install the same pack one fetches, the other follows its progress', async () => {
  const pack = await smallPack({ mib: 6 });
  const at = bench();
  await at.serve(pack, [{ path: pack.weights.sha256, rate: 12 * MIB }]);
  const second = at.another();
  const [first, other] = await Promise.all([at.install(pack), at.install(pack, { packs: second.packs })]);
  expect(first.result).toMatchObject(installed);
  expect(other.result).toMatchObject(installed);
  expect(sentOf(await at.log(), pack)).toBe(pack.weights.bytes);
  const follower = [first, other].find(({ events }) => events.some(({ kind }) => kind === 'following'))!;
  const seen = follower.events.flatMap((event) => (event.kind === 'progress' ? [event.heldBytes] : []));
  expect(seen.filter((bytes) => bytes > MIB && bytes < 6 * MIB).length, 'steps seen').toBeGreaterThan(0);
});

it('T1: when the tab that fetches is closed, the one that follows goes on where it was', async () => {
  const pack = await smallPack({ mib: 8 });
  const at = bench();
  await at.serve(pack, [{ path: pack.weights.sha256, rate: 8 * MIB }]);
  const second = at.another();
  let following = () => {};
  const follows = new Promise<void>((resolve) => (following = resolve));
  void at.install(pack).catch(() => {});
  const arrived = async () => (await at.packs.call('parts', {})).bytes;
  await expect.poll(arrived, { timeout: 10_000 }).toBeGreaterThan(MIB);
  const other = at.install(pack, {
    packs: second.packs,
    onEvent: ({ kind }) => kind === 'following' && following(),
  });
  await follows;
  at.kill();
  expect((await other).result).toMatchObject(installed);
  expect(sentOf(await at.log(), pack)).toBeLessThan(pack.weights.bytes + 4 * MIB);
});
