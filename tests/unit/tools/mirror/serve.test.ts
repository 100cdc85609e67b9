import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mirrorHandler } from '../../../../tools/mirror/serve';
import { listen, type Listening } from '../../../../tools/serve/listen';

const NAME = 'a'.repeat(64);
let folder: string;
let server: Listening;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-serve-'));
  await mkdir(join(folder, 'blobs'));
  await mkdir(join(folder, '.haversack', 'parts'), { recursive: true });
  await writeFile(join(folder, 'index.json'), '{}');
  await writeFile(join(folder, 'blobs', NAME), 'abcdef');
  await writeFile(join(folder, '.haversack', 'parts', NAME), 'not checked yet');
  server = await listen(mirrorHandler(folder), 4900);
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init);

it('serves the list and files by range, to apps on any address', async () => {
  const part = await get(`/blobs/${NAME}`, { headers: { Range: 'bytes=2-3' } });
  expect(part.status).toBe(206);
  expect(await part.text()).toBe('cd');
  for (const answer of [part, await get('/index.json')]) {
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
  }
});

it('serves nothing else: no part that is not checked, no other file, no way out of the folder', async () => {
  for (const path of [
    `/.haversack/parts/${NAME}`,
    '/',
    '/blobs/',
    '/_headers',
    '/../etc/passwd',
    `/blobs/${NAME}x`,
  ])
    expect((await get(path)).status, path).toBe(404);
  expect((await get('/index.json', { method: 'POST' })).status).toBe(404);
});
