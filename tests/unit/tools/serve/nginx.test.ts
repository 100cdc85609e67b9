import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { headersFor, WORKER_POLICIES } from '../../../../src/headers';
import { nginxConfig } from '../../../../tools/serve/nginx';

/** Looked for where Debian has it too, which an ordinary user's PATH leaves out. */
const nginx = ['nginx', '/usr/sbin/nginx'].find((path) => spawnSync(path, ['-v']).status === 0);

describe('docs/deploy/nginx.conf', () => {
  it('is what npm run site writes', async () => {
    const path = new URL('../../../../docs/deploy/nginx.conf', import.meta.url);
    expect(await readFile(path, 'utf8')).toBe(nginxConfig('/srv/haversack'));
  });
});

describe.skipIf(!nginx).each(['', '/haversack'])('a real nginx with the app at "%s/"', (base) => {
  let folder = '';
  let port = 0;
  let server: ChildProcess;

  const get = (path: string, headers = {}) =>
    fetch(`http://127.0.0.1:${port}${base}${path}`, { headers, redirect: 'manual' });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haversack-nginx-'));
    const site = join(folder, 'site');
    await mkdir(join(site, '_app/immutable/workers'), { recursive: true });
    await mkdir(join(site, 'packs/blobs'), { recursive: true });
    await mkdir(join(site, 'about'));
    await mkdir(join(site, 'tmp'));
    await writeFile(join(site, 'index.html'), 'home');
    await writeFile(join(site, '404.html'), 'no such page');
    await writeFile(join(site, '.stamp'), 'hidden');
    await writeFile(join(site, 'about/index.html'), 'about');
    await writeFile(join(site, 'packs/blobs', 'a'.repeat(64)), '0123456789');
    for (const name of Object.keys(WORKER_POLICIES))
      await writeFile(join(site, `_app/immutable/workers/${name}-Ab_-12.js`), 'run()');
    port = await freePort();
    const config = nginxConfig(site, base).replace('listen 8080', `listen 127.0.0.1:${port}`);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    const user = process.getuid?.() === 0 ? 'user root;' : '';
    await writeFile(
      join(folder, 'nginx.conf'),
      `${user} daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {} http { access_log off; ${temporary.join(' ')} ${config} }`,
    );
    server = spawn(nginx!, ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'inherit' });
    await vi.waitFor(() => get('/'), { timeout: 10_000 });
  });
  afterAll(async () => {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  });

  it('serves pages with our headers', async () => {
    const response = await get('/about/');
    expect([response.status, await response.text()]).toEqual([200, 'about']);
    for (const [name, value] of Object.entries(headersFor('/about/')))
      expect(response.headers.get(name)).toBe(value);
  });

  it('adds a forgotten slash', async () => {
    const response = await get('/about');
    expect([response.status, response.headers.get('Location')]).toEqual([301, `${base}/about/`]);
  });

  it.each(Object.entries(WORKER_POLICIES))('gives the worker %s its policy', async (name, policy) => {
    const response = await get(`/_app/immutable/workers/${name}-Ab_-12.js`);
    expect(response.headers.get('Content-Security-Policy')).toBe(policy);
    expect(response.headers.get('Content-Type')).toBe('text/javascript');
    expect(response.headers.get('Cache-Control')).toContain('immutable');
  });

  it('serves a part of a blob, never packed', async () => {
    const headers = { Range: 'bytes=3-5', 'Accept-Encoding': 'gzip' };
    const response = await get(`/packs/blobs/${'a'.repeat(64)}`, headers);
    expect([response.status, await response.text()]).toEqual([206, '345']);
    expect(response.headers.get('Content-Encoding')).toBeNull();
  });

  it.each(['/nowhere', '/.stamp'])('answers 404 for %s, with our headers', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
  });

  it('shows the app’s own page for an unknown path', async () => {
    expect(await (await get('/nowhere/')).text()).toBe('no such page');
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
