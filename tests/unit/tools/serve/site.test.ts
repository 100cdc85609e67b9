import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Digest } from '../../../../src/lib/domain/digest';
import type { PackManifest } from '../../../../src/lib/domain/pack';
import { WORKER_POLICIES } from '../../../../src/headers';
import { unsignedIndex } from '../../../../tools/packs/signed-index';
import type { PackOffer } from '../../../../tools/packs/site';
import { listen, type Listening } from '../../../../tools/serve/listen';
import { siteHandler } from '../../../../tools/serve/site';

const BLOB = Buffer.from('0123456789'.repeat(1000));
const DIGEST = createHash('sha256').update(BLOB).digest('hex') as Digest;
const CANONICAL = `{"a":"${'<unused>'.repeat(500)}"}`;
const PACK_ID = createHash('sha256').update(CANONICAL).digest('hex') as Digest;
const SCRIPT = `const text = ${JSON.stringify('abc '.repeat(1000))};`;

let folder = '';
let site: Listening;

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** By node:http, because fetch() resolves dot segments before it sends them. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: site.port, path, method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haversack-site-'));
  const build = join(folder, 'build');
  await mkdir(join(build, '_app', 'immutable', 'workers'), { recursive: true });
  await mkdir(join(build, 'translate'), { recursive: true });
  await writeFile(join(build, 'index.html'), '<h1>Home</h1>');
  await writeFile(join(build, '404.html'), '<h1>Not found</h1>');
  await writeFile(join(build, 'about.html'), '<h1>About</h1>');
  await writeFile(join(build, 'translate', 'index.html'), '<h1>Translate</h1>');
  await writeFile(join(build, 'app.webmanifest'), '{}');
  await writeFile(join(build, '.secret'), 'not for you');
  await writeFile(join(folder, 'outside.txt'), 'not for you');
  await writeFile(join(build, '_app', 'immutable', 'app.12345678.js'), SCRIPT);
  for (const name of Object.keys(WORKER_POLICIES))
    await writeFile(join(build, '_app', 'immutable', 'workers', `${name}-AbCd_-12.js`), SCRIPT);
  await writeFile(join(folder, 'blob'), BLOB);
  const packs = [{ packId: PACK_ID, manifest: { format: 1 } as PackManifest, canonical: CANONICAL }];
  const offer: PackOffer = {
    packs: async () => packs,
    index: async () => unsignedIndex({ packs }),
    blob: async (digest) => (digest === DIGEST ? join(folder, 'blob') : null),
  };
  site = await listen(siteHandler(build, offer), 0);
});

afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the app', () => {
  it('serves pages by folder, by name, and with a redirect that keeps the query', async () => {
    expect((await get('/')).body.toString()).toBe('<h1>Home</h1>');
    expect((await get('/translate/?text=a')).body.toString()).toBe('<h1>Translate</h1>');
    expect((await get('/about')).body.toString()).toBe('<h1>About</h1>');
    const redirect = await get('/translate?text=a%20b');
    expect([redirect.status, redirect.headers.location]).toEqual([308, '/translate/?text=a%20b']);
  });

  it('answers an unknown path with the not-found page and status 404', async () => {
    const answer = await get('/nowhere/at/all');
    expect([answer.status, answer.body.toString()]).toEqual([404, '<h1>Not found</h1>']);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it.each([
    '/../outside.txt',
    '/translate/../../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/..\\outside.txt',
    '/%2e%2e%5coutside.txt',
    '/.secret',
    '/%2esecret',
    '//etc/passwd',
    '/index.html%00.js',
    '/%',
    '/packs/blobs/../../outside.txt',
    '/packs/../index.html',
  ])('does not serve %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).not.toContain('not for you');
  });

  it('gives each kind of file its type and the right cache rule', async () => {
    const page = await get('/');
    const script = await get('/_app/immutable/app.12345678.js');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect((await get('/app.webmanifest')).headers['content-type']).toBe('application/manifest+json');
  });

  it('packs text with brotli or gzip where the browser takes it', async () => {
    const path = '/_app/immutable/app.12345678.js';
    const brotli = await get(path, { 'Accept-Encoding': 'gzip, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT);
    const gzip = await get(path, { 'Accept-Encoding': 'gzip, br;q=0' });
    expect(gunzipSync(gzip.body).toString()).toBe(SCRIPT);
    expect((await get(path)).headers['content-encoding']).toBeUndefined();
    expect(gzip.headers.vary).toBe('Accept-Encoding');
  });

  it('answers 304 for what the browser holds already', async () => {
    const { headers } = await get('/');
    const again = await get('/', { 'If-None-Match': headers.etag! });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it('refuses every method that is not for reading', async () => {
    const answer = await get('/', {}, 'POST');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await get('/', {}, 'HEAD');
    expect([answer.status, answer.headers['content-length'], answer.body.length]).toEqual([200, '13', 0]);
  });
});

describe('headers', () => {
  it('isolates every page and forbids sniffing', async () => {
    const { headers } = await get('/');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each(Object.entries(WORKER_POLICIES))(
    'serves the worker %s under its own policy',
    async (name, policy) => {
      const { headers } = await get(`/_app/immutable/workers/${name}-AbCd_-12.js`);
      expect(headers['content-security-policy']).toBe(policy);
    },
  );
});

describe('packs', () => {
  it('lists the catalogue', async () => {
    const answer = await get('/packs/index.json');
    expect(JSON.parse(answer.body.toString())).toEqual({
      format: 1,
      packs: [{ packId: PACK_ID, manifest: { format: 1 } }],
    });
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  it('serves a manifest as the text whose digest is its name', async () => {
    const answer = await get(`/packs/${PACK_ID}.json`);
    expect(createHash('sha256').update(answer.body).digest('hex')).toBe(PACK_ID);
    expect(answer.headers['cache-control']).toContain('immutable');
  });

  it('packs lists and manifests where the browser takes it: a phone waits for the list at every start', async () => {
    const path = `/packs/${PACK_ID}.json`;
    const plain = await get(path);
    const packed = await get(path, { 'Accept-Encoding': 'gzip, br' });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(packed.body).equals(plain.body)).toBe(true);
    expect(packed.body.length).toBeLessThan(plain.body.length / 4);
    const again = { 'Accept-Encoding': 'gzip, br', 'If-None-Match': packed.headers.etag! };
    expect((await get(path, again)).status).toBe(304);
    expect(plain.headers.vary).toBe('Accept-Encoding');
  });

  it('serves a blob whole, never packed, and says that it takes ranges', async () => {
    const answer = await get(`/packs/blobs/${DIGEST}`, { 'Accept-Encoding': 'br, gzip' });
    expect(answer.body.equals(BLOB)).toBe(true);
    expect(answer.headers['accept-ranges']).toBe('bytes');
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers.etag).toBe(`"${DIGEST}"`);
  });

  it('serves the part of a blob that is asked for', async () => {
    const answer = await get(`/packs/blobs/${DIGEST}`, { Range: 'bytes=9995-' });
    expect([answer.status, answer.body.toString()]).toEqual([206, '56789']);
    expect(answer.headers['content-range']).toBe('bytes 9995-9999/10000');
    expect(answer.headers['content-length']).toBe('5');
  });

  it('answers 416 past the end of a blob', async () => {
    const answer = await get(`/packs/blobs/${DIGEST}`, { Range: 'bytes=10000-' });
    expect([answer.status, answer.headers['content-range']]).toEqual([416, 'bytes */10000']);
  });

  it('honours If-Range: the part when it names this file, the whole when it names another', async () => {
    const range = { Range: 'bytes=0-1' };
    expect((await get(`/packs/blobs/${DIGEST}`, { ...range, 'If-Range': `"${DIGEST}"` })).status).toBe(206);
    expect((await get(`/packs/blobs/${DIGEST}`, { ...range, 'If-Range': '"other"' })).status).toBe(200);
  });

  it.each([
    '/packs',
    '/packs/',
    '/packs/blobs/abc',
    `/packs/blobs/${'0'.repeat(64)}`,
    `/packs/${DIGEST}.json`,
  ])('answers 404 in plain text for %s', async (path) => {
    const answer = await get(path);
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8']);
  });
});
