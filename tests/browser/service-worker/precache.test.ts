import { afterEach, expect, it } from 'vitest';
import { fillShellCache } from '../../../src/service-worker/precache';
import type { BadFile, Fault, Logged } from '../../fakes/bad-server';

const PREFIX = 'haversack-shell-';
const JS = { type: 'text/javascript' };

let count = 0;

const LIST = 'shell-files.json';

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A site on the bad server: its paths, its log, and a build named `version` of it kept. */
async function site(files: Record<string, { text: string; type?: string }>, faults: Fault[] = []) {
  const at = `/bad/sw${Date.now().toString(36)}-${count++}`;
  const entries = Object.entries(files).map(async ([path, { text }]) => [
    `${at}/${path}`,
    await sha256(text),
  ]);
  const list = JSON.stringify(Object.fromEntries(await Promise.all(entries)));
  const plan = async (now: Fault[]) => {
    const all: Record<string, BadFile> = { ...files, [LIST]: { text: list, type: 'application/json' } };
    await fetch(at, { method: 'PUT', body: JSON.stringify({ files: all, faults: now }) });
  };
  await plan(faults);
  return {
    at,
    list,
    plan,
    /** As the worker of this build does, or of one that was built with another list. */
    keep: async (version: string, built = list) =>
      fillShellCache(PREFIX + version, PREFIX, { url: `${at}/${LIST}`, sha256: await sha256(built) }),
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

it('copies what an older build already has instead of fetching it, if it is the same', async () => {
  const { keep, held, asked, at } = await site(FILES);
  const old = await caches.open(`${PREFIX}old`);
  await old.put(`${at}/a.js`, new Response('a()'));
  await old.put(`${at}/b.js`, new Response('b() of before'));
  await keep('new');
  expect(await held('new')).toEqual(['a.js', 'b.js', 'index.html']);
  expect(await asked()).not.toContain('a.js');
  expect(await (await (await caches.open(`${PREFIX}new`)).match(`${at}/b.js`))?.text()).toBe('b()');
});

it.each<[string, Fault]>([
  ['one file answers 500', { path: 'b.js', status: 500 }],
  ['one file is missing', { path: 'a.js', status: 404 }],
  ['one file is somewhere else', { path: 'b.js', redirect: 'same-host' }],
  ['a page stands where code should be', { path: 'a.js', html: '<!doctype html><title>Log in</title>' }],
  ['the line is cut', { path: 'a.js', cutAt: -1 }],
  ['one file was tampered with', { path: 'b.js', instead: { text: 'b();steal()', ...JS } }],
  ['one page is of another build', { path: 'index.html', instead: { text: '<!doctype html><p>old' } }],
  ['the list cannot be had', { path: 'shell-files.json', status: 503 }],
  ['the list is a web page', { path: 'shell-files.json', html: '<!doctype html>' }],
])(
  'T6, U3: a build of which %s is refused as a whole, and a later try gets the rest only',
  async (_, fault) => {
    const { keep, plan, held, asked } = await site(FILES, [fault]);
    await expect(keep('broken')).rejects.toThrow();
    const got = await held('broken');
    await plan([]);
    await keep('broken');
    expect(await held('broken')).toEqual(['a.js', 'b.js', 'index.html']);
    expect((await asked()).filter((path) => got.includes(path))).toEqual([]);
  },
);

it('a “not found” page that the host keeps under another address is kept', async () => {
  const text = 'no such page';
  const { at, keep } = await site({ 'moved/404.html': { text } });
  await fetch(at, { method: 'PUT', body: JSON.stringify(await moved(at, text)) });
  await keep('one');
  expect(await (await caches.match(`${at}/moved/404.html`))?.text()).toBe(text);
});

/** The page is listed under one address, and the host sends whoever asks for it to another. */
async function moved(at: string, text: string): Promise<{ files: Record<string, BadFile>; faults: Fault[] }> {
  const list = JSON.stringify({ [`${at}/moved/404.html`]: await sha256(text) });
  return {
    files: { '404.html': { text, type: 'text/html' }, [LIST]: { text: list } },
    faults: [{ path: 'moved/', redirect: 'same-host' }],
  };
}

it('U3: a list of another build is refused: a deployment has begun, or the host is stale', async () => {
  const { keep, held } = await site(FILES);
  await expect(keep('one', '{}')).rejects.toThrow('not the list of this build');
  expect(await held('one')).toEqual([]);
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
