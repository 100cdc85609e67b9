import { afterEach, expect, it } from 'vitest';
import { prefixVerdict } from '../../../src/lib/engine/prefix-verdict';

const CACHE = 'haversack-prefixes';
const DAY_MS = 24 * 3600 * 1000;
const about = (library: string) => [library, 'model', 'build', 'browser', 'a GPU'];
const asked = (library: string, now?: () => number) => prefixVerdict(caches, about(library), now);

afterEach(() => caches.delete(CACHE));

it('a library that was found right is not tried again, by the same build on the same GPU alone', async () => {
  expect(await (await asked('one')).isRight()).toBe(false);
  await (await asked('one')).noteRight();
  expect(await (await asked('one')).isRight()).toBe(true);
  expect(await (await asked('two')).isRight()).toBe(false);
  const elsewhere = await prefixVerdict(caches, [...about('one').slice(0, -1), 'another GPU']);
  expect(await elsewhere.isRight()).toBe(false);
});

it('after a month, and under a clock that was set back, it is tried again', async () => {
  const noted = 100 * DAY_MS;
  await (await asked('one', () => noted)).noteRight();
  expect(await (await asked('one', () => noted + 29 * DAY_MS)).isRight()).toBe(true);
  expect(await (await asked('one', () => noted + 31 * DAY_MS)).isRight()).toBe(false);
  expect(await (await asked('one', () => noted)).isRight(), 'what is too old is gone').toBe(false);
  await (await asked('one', () => noted)).noteRight();
  expect(await (await asked('one', () => noted - 1)).isRight()).toBe(false);
});

it.each(['', 'right', 'right since yesterday', 'right since 9'.padEnd(40, '9'), '{"right":true}'])(
  'a record that says "%s" says nothing, and is dropped',
  async (text) => {
    await (await asked('one')).noteRight();
    const cache = await caches.open(CACHE);
    const [key] = await cache.keys();
    await cache.put(key!, new Response(text));
    expect(await (await asked('one')).isRight()).toBe(false);
    expect(await cache.keys()).toEqual([]);
  },
);

it('no more than a few libraries are remembered, the last ones', async () => {
  for (let library = 0; library < 25; library++) await (await asked(`library ${library}`)).noteRight();
  expect(await (await caches.open(CACHE)).keys()).toHaveLength(20);
  expect(await (await asked('library 24')).isRight()).toBe(true);
  expect(await (await asked('library 4')).isRight()).toBe(false);
});

it('where nothing can be kept every load makes the probe', async () => {
  const refused = { open: async () => Promise.reject(new DOMException('private', 'SecurityError')) };
  for (const storage of [undefined, refused]) {
    const verdict = await prefixVerdict(storage, about('one'));
    await verdict.noteRight();
    expect(await verdict.isRight()).toBe(false);
  }
});
