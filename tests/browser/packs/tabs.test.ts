import { expect, it } from 'vitest';
import type { InstallEvent } from '../../../src/lib/domain/install';
import { smallPack } from '../../fakes/small-pack';
import { bench, sentOf } from './bench';

const MIB = 1024 * 1024;
const installed = { kind: 'installed', verification: { verdict: 'verified' } };

it('T1: of two tabs that install the same pack one fetches, the other follows its progress', async () => {
  const pack = await smallPack({ mib: 6 });
  const at = bench();
  await at.serve(pack, [{ path: pack.weights.sha256, holdAt: 3 * MIB }]);
  const second = at.another();
  const steps: number[] = [];
  let follows = false;
  const onEvent = (event: InstallEvent) => {
    if (event.kind === 'following') follows = true;
    if (follows && event.kind === 'progress') steps.push(event.heldBytes);
  };
  const first = at.install(pack);
  await expect.poll(async () => (await at.packs.call('parts', {})).bytes).toBe(3 * MIB);
  const other = at.install(pack, { packs: second.packs, onEvent });
  await expect.poll(() => steps.some((bytes) => bytes > 3 * MIB && bytes < 4 * MIB)).toBe(true);
  await at.letGo();
  expect((await first).result).toMatchObject(installed);
  expect((await other).result).toMatchObject(installed);
  expect(sentOf(await at.log(), pack)).toBe(pack.weights.bytes);
});

it('T1: when the tab that fetches is closed, the one that follows goes on where it was', async () => {
  const pack = await smallPack({ mib: 8 });
  const at = bench();
  await at.serve(pack, [{ path: pack.weights.sha256, holdAt: 3 * MIB }]);
  const second = at.another();
  let following = () => {};
  const follows = new Promise<void>((resolve) => (following = resolve));
  void at.install(pack).catch(() => {});
  await expect.poll(async () => (await at.packs.call('parts', {})).bytes).toBe(3 * MIB);
  const other = at.install(pack, {
    packs: second.packs,
    onEvent: ({ kind }) => kind === 'following' && following(),
  });
  await follows;
  at.kill();
  await at.letGo();
  expect((await other).result).toMatchObject(installed);
  expect(sentOf(await at.log(), pack)).toBeLessThan(pack.weights.bytes + 4 * MIB);
});
