import { afterEach, expect, it } from 'vitest';
import { fillShellCache } from '../../../src/service-worker/precache';
import type { BadFile, Fault, Logged } from '../../fakes/bad-server';

const PREFIX = 'haversack-shell-';
const JS = { type: 'text/javascript' };

let count = 0;

/** A site on the bad server: its paths, its log, and a build named `version` of it kept. */
async function site(files: Record<string, BadFile>, faults: Fault[] = []) {
  const at = `/bad/sw${Date.now().toString(36)}-${count++}`;
  const plan = async (now: Fault[]) => {
    const list = JSON.stringify(
      Object.keys(files)
        .filter((path) => path.endsWith('.js'))
        .map((path) => `${at}/${path}`),
    );
    const all = { ...files, 'shell-files.json': { text: list, type: 'application/json' } };
    await fetch(at, { method: 'PUT', body: JSON.stringify({ files: all, faults: now }) });
  };
  await plan(faults);
  return {
    at,
    plan,
    keep: (version: string) =>
      fillShellCache(PREFIX + version, PREFIX, [`${at}/index.html`], `${at}/shell-files.json`),
    asked: async () => ((await (await fetch(at)).json()) as Logged[]).map(({ path }) => path).sort(),
    held: async (version: string) =>
      (await (await caches.open(PREFIX + version)).keys())
        .map(({ url }) => new URL(url).pathname)
        .filter((path) => path.startsWith(`${at}/`))
        .map((path) => path.slice(at.length + 1))
        .sort(),
  };
}

const FILES = {
  'index.html': { text: '<!doctype html>', type: 'text/html' },
  'a.js': { text: 'a()', ...JS },
  'b.js': { text: 'b()', ...JS },
};

afterEach(async () => {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
});

it('keeps every page and every file that the list names, each asked for once', async () => {
  const { keep, held, asked } = await site(FILES);
  await keep('one');
  expect(await held('one')).toEqual(['a.js', 'b.js', 'index.html']);
  expect([...new Set(await asked())]).toEqual(['a.js', 'b.js', 'index.html', 'shell-files.json']);
  const files = (await asked()).filter((path) => path !== 'shell-files.json');
  expect(files).toHaveLength(3);
});

it('copies a file with a hashed name from an older build instead of fetching it', async () => {
  const { keep, held, asked, at, plan } = await site(FILES);
  const immutable = '/_app/immutable/chunk.abc.js';
  await (await caches.open(`${PREFIX}old`)).put(immutable, new Response('kept'));
  await plan([{ path: 'shell-files.json', instead: { text: JSON.stringify([immutable, `${at}/a.js`]) } }]);
  await keep('new');
  expect(await (await (await caches.open(`${PREFIX}new`)).match(immutable))?.text()).toBe('kept');
  expect(await held('new')).toEqual(['a.js', 'index.html']);
  expect(await asked()).not.toContain('chunk.abc.js');
});

it.each<[string, Fault]>([
  ['one file answers 500', { path: 'b.js', status: 500 }],
  ['one file is missing', { path: 'a.js', status: 404 }],
  ['one file is somewhere else', { path: 'b.js', redirect: 'same-host' }],
  ['a page stands where code should be', { path: 'a.js', html: '<!doctype html><title>Log in</title>' }],
  ['the line is cut', { path: 'a.js', cutAt: -1 }],
  ['the list cannot be had', { path: 'shell-files.json', status: 503 }],
  ['the list is a web page', { path: 'shell-files.json', html: '<!doctype html>' }],
])('T6: a build of which %s is refused as a whole, and a later try gets the rest only', async (_, fault) => {
  const { keep, plan, held, asked } = await site(FILES, [fault]);
  await expect(keep('broken')).rejects.toThrow();
  const got = await held('broken');
  await plan([]);
  await keep('broken');
  expect(await held('broken')).toEqual(['a.js', 'b.js', 'index.html']);
  expect((await asked()).filter((path) => got.includes(path))).toEqual([]);
});

it('a “not found” page that the host keeps under another address is kept', async () => {
  const files = { ...FILES, '404.html': { text: 'no such page', type: 'text/html' } };
  const { at } = await site(files, [{ path: 'moved/', redirect: 'same-host' }]);
  const url = `${at}/moved/404.html`;
  await fillShellCache(`${PREFIX}one`, PREFIX, [url], `${at}/shell-files.json`);
  expect(await (await caches.match(url))?.text()).toBe('no such page');
});

it('a deployment while a build is being kept: what came of both is dropped, and the next try has one of them', async () => {
  const { at, plan, keep, held } = await site(FILES, [{ path: 'b.js', rate: 2 }]);
  const keeping = keep('mixed');
  await expect.poll(() => held('mixed')).toContain('index.html');
  await plan([{ path: 'shell-files.json', instead: { text: JSON.stringify([`${at}/a.js`]) } }]);
  await expect(keeping).rejects.toThrow('changed meanwhile');
  expect(await caches.has(`${PREFIX}mixed`)).toBe(false);
  await keep('next');
  expect(await held('next')).toEqual(['a.js', 'index.html']);
});

it('touches no cache but its own: packs and other caches stay as they are', async () => {
  const packs = await caches.open('haversack-packs-test');
  await packs.put('/blob', new Response('weights'));
  const { keep } = await site(FILES);
  await keep('one');
  expect(await (await packs.match('/blob'))?.text()).toBe('weights');
  expect(await packs.keys()).toHaveLength(1);
  await caches.delete('haversack-packs-test');
});
