import { afterEach, beforeEach, expect, it } from 'vitest';
import { dropOldShells } from '../../../src/service-worker/old-shells';

const PREFIX = 'haversack-shell-old-test-';
const OTHERS = ['haversack-packs-old-test', 'haversack-shell-of-nobody'];
const NOTHING_COMES = { installing: null, waiting: null };
const ours = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX)).sort();

beforeEach(async () => {
  for (const name of [...['a', 'b', 'new'].map((each) => PREFIX + each), ...OTHERS]) await caches.open(name);
});
afterEach(async () => {
  for (const name of [...(await ours()), ...OTHERS]) await caches.delete(name);
});

const drop = (windows: number, atMost: number, coming = NOTHING_COMES as object) =>
  dropOldShells(`${PREFIX}new`, PREFIX, atMost, () => Promise.resolve(windows), {
    ...NOTHING_COMES,
    ...coming,
  });

it('T4: drops the shells of older builds, and no other cache, when no window can need them', async () => {
  await drop(1, 1);
  expect(await ours()).toEqual([`${PREFIX}new`]);
  for (const other of OTHERS) expect(await caches.has(other)).toBe(true);
});

it.each([
  ['another window is open', 2, 1, {}],
  ['a window is open at a start', 1, 0, {}],
  ['a newer build is being kept', 0, 0, { installing: {} }],
  ['a newer build waits', 0, 0, { waiting: {} }],
] as const)('T4: keeps all while %s', async (_name, windows, atMost, coming) => {
  await drop(windows, atMost, coming);
  expect(await ours()).toHaveLength(3);
});

it('drops no shell of an app under another path of the same host', async () => {
  const other = `${PREFIX}/tools/old`;
  await caches.open(other);
  await drop(1, 1);
  expect(await caches.has(other)).toBe(true);
  await caches.delete(other);
});
