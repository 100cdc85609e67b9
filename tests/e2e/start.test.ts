import { expect, test } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Digest } from '../../src/lib/domain/digest';
import { PackCache } from '../../tools/packs/cache';

const START = fileURLToPath(new URL('../../tools/start.mjs', import.meta.url));
const READY = /Haversack is at (http:\/\/\S+)/;

let folder = '';
let running: ChildProcess | null = null;

const held = new PackCache();

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-start-'));
  // The key that the build pins: with another one the app would be built again.
  await mkdir(join(folder, 'cache'));
  await symlink(held.signing, join(folder, 'cache', 'signing'));
});

test.afterEach(async () => {
  running?.kill('SIGKILL');
  running = null;
  await rm(folder, { recursive: true, force: true });
});

/** `npm start` with this cache and an empty PATH: whatever it tried to fetch, it would have no program to fetch it with. */
function start(words: string[] = []): {
  output: () => string;
  ready: Promise<string>;
  ended: Promise<number | null>;
} {
  const child = spawn(process.execPath, [START, '--no-open', '--port', '4400', ...words], {
    env: { ...process.env, PATH: folder, HAVERSACK_CACHE: join(folder, 'cache') },
  });
  running = child;
  let text = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => {
        text += piece.toString();
        const url = READY.exec(text)?.[1];
        if (url) resolve(url);
      });
    void ended.then(() => reject(new Error(`It ended before it served:\n${text}`)));
  });
  ready.catch(() => undefined);
  return { output: () => text, ready, ended };
}

async function packNames(url: string): Promise<string[]> {
  const { signed } = (await (await fetch(`${url}packs/index.json`)).json()) as {
    signed: { packs: { manifest: { name: string } }[] };
  };
  return signed.packs.map(({ manifest }) => manifest.name);
}

test('a second start fetches nothing, installs nothing, builds nothing, and serves both starter packs', async () => {
  const blobs = join(folder, 'cache', 'blobs');
  await mkdir(blobs, { recursive: true });
  for (const name of await readdir(held.blobs)) await symlink(held.blob(name as Digest), join(blobs, name));
  const { output, ready } = start();
  const url = await ready;
  expect(output()).not.toMatch(/Fetching|Installing|Building|!/);
  expect((await packNames(url)).sort()).toEqual(['Gemma 3 270M (base)', 'SmolLM2 135M Instruct']);
  expect((await fetch(url)).status).toBe(200);
});

test('without Python the app starts all the same, and says in one sentence what is missing', async () => {
  const { output, ready } = start();
  const url = await ready;
  expect(output()).toContain('! Python 3 was not found, so starter packs cannot be fetched');
  expect(output()).not.toMatch(/\n\s+at /);
  expect(await packNames(url)).toEqual([]);
  expect((await fetch(url)).status).toBe(200);
});

test('it takes the next port where the first is taken', async () => {
  const first = start(['--packs', 'none']);
  const taken = new URL(await first.ready).port;
  const firstChild = running;
  const second = start(['--packs', 'none', '--port', taken]);
  expect(Number(new URL(await second.ready).port)).toBeGreaterThan(Number(taken));
  firstChild?.kill('SIGKILL');
});

test('Ctrl-C ends it cleanly', async () => {
  const { ready, ended } = start(['--packs', 'none']);
  await ready;
  running?.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('an option that it does not know is named, and nothing is started', async () => {
  const { output, ended } = start(['--packs', 'llama']);
  expect(await ended).toBe(1);
  expect(output()).toBe('! There is no starter pack "llama": choose from smollm2, gemma3, or none.\n');
});
