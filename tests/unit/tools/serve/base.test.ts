import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, type Listening } from '../../../../tools/serve/listen';
import { siteHandler } from '../../../../tools/serve/site';

let folder = '';
let site: Listening;

async function get(path: string) {
  const response = await fetch(`http://127.0.0.1:${site.port}${path}`, { redirect: 'manual' });
  return { status: response.status, to: response.headers.get('Location'), text: await response.text() };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-base-'));
  await mkdir(join(folder, 'about'));
  await writeFile(join(folder, 'index.html'), 'home');
  await writeFile(join(folder, '404.html'), 'no such page');
  await writeFile(join(folder, 'about', 'index.html'), 'about');
  const packs = { packs: async () => [], index: async () => '{}', blob: async () => null };
  site = await listen(siteHandler(folder, packs, '/haversack'), 0);
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

describe('an app below a path of its host', () => {
  it.each([
    ['/haversack/', 'home'],
    ['/haversack/about/', 'about'],
  ])('answers %s', async (path, text) => {
    expect(await get(path)).toMatchObject({ status: 200, text });
  });

  it('has its catalogue there too', async () => {
    expect((await get('/haversack/packs/index.json')).status).toBe(200);
    expect((await get('/packs/index.json')).status).toBe(404);
  });

  it('adds a forgotten slash without leaving its path', async () => {
    expect(await get('/haversack/about?from=es')).toMatchObject({
      status: 308,
      to: '/haversack/about/?from=es',
    });
  });

  it.each(['/', '/haversack'])('shows a person who asks for %s the way', async (path) => {
    expect(await get(path)).toMatchObject({ status: 307, to: '/haversack/' });
  });

  it.each(['/about/', '/haversackle/', '/haversack/%2e%2e/about/'])('has nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('shows its own page for what it does not have', async () => {
    expect(await get('/haversack/nowhere/')).toMatchObject({ status: 404, text: 'no such page' });
  });
});
