import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { respond } from '../../../src/service-worker/respond';

const SHELL = 'haversack-shell-respond-test';
const ORIGIN = location.origin;

/** Only a browser makes requests of mode `navigate`; these are the fields that are read. */
const asked = (path: string, { method = 'GET', mode = 'no-cors' } = {}) =>
  ({ url: new URL(path, ORIGIN).href, method, mode }) as Request;
const page = (path: string) => respond(asked(path, { mode: 'navigate' }), ORIGIN, SHELL, '/404.html');

beforeAll(async () => {
  const cache = await caches.open(SHELL);
  const put = (path: string, text: string, type = 'text/html') =>
    cache.put(path, new Response(text, { headers: { 'Content-Type': type } }));
  await put('/', 'home');
  await put('/translate/', 'translate');
  await put('/404.html', 'no such page');
  await put('/app.webmanifest', '{}', 'application/manifest+json');
  await put('/_app/immutable/workers/gpu-engine-abc.js', 'run()', 'text/javascript');
});
afterAll(() => caches.delete(SHELL));

describe('the shell answers', () => {
  it.each([
    ['/', 'home'],
    ['/translate/', 'translate'],
    ['/translate', 'translate'],
    ['/translate?text=hola', 'translate'],
    ['/translate/?text=%3Cscript%3E#x', 'translate'],
    ['/app.webmanifest', '{}'],
  ])('%s from its cache', async (path, text) => {
    const response = await page(path);
    expect([response?.status, await response?.text()]).toEqual([200, text]);
  });

  it('a page that does not exist as such, not as Home at the wrong address', async () => {
    for (const path of ['/nowhere', '/translate/deeper/', '/%00', '/__proto__']) {
      const response = await page(path);
      expect([path, response?.status, await response?.text()]).toEqual([path, 404, 'no such page']);
    }
  });

  it('T4: code of an older build, for a page of it that is still open in another tab', async () => {
    const path = '/_app/immutable/workers/cpu-engine-older.js';
    const older = await caches.open('haversack-shell-respond-test-older');
    await older.put(path, new Response('older()', { headers: { 'Content-Type': 'text/javascript' } }));
    const response = await respond(asked(path), ORIGIN, SHELL, '/404.html');
    expect(await response?.text()).toBe('older()');
    expect(response?.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    await caches.delete('haversack-shell-respond-test-older');
  });

  it('U4: with our headers, which a static host may not have sent', async () => {
    const home = await page('/');
    expect(home?.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    expect(home?.headers.get('Content-Type')).toBe('text/html');
    const worker = await respond(
      asked('/_app/immutable/workers/gpu-engine-abc.js'),
      ORIGIN,
      SHELL,
      '/404.html',
    );
    expect(worker?.headers.get('Content-Security-Policy')).toContain("connect-src 'none'");
  });
});

describe('the shell keeps out of', () => {
  it.each([
    ['packs', asked('/packs/index.json')],
    ['blobs', asked(`/packs/blobs/${'a'.repeat(64)}`)],
    ['other origins', asked('https://example.org/')],
    ['what is sent', asked('/', { method: 'POST' })],
  ])('%s', (_, request) => {
    expect(respond(request, ORIGIN, SHELL, '/404.html')).toBeUndefined();
  });

  it('what it does not hold: that goes to the network', async () => {
    const response = await respond(
      new Request(`${ORIGIN}/bad/respond-no-such-session/x`),
      ORIGIN,
      SHELL,
      '/404.html',
    );
    expect(response?.status).toBe(404);
    expect(await response?.text()).toBe('');
  });
});

describe('the shell of an app below a path of its host', () => {
  const HOME = `${ORIGIN}/haversack`;
  const SUB_SHELL = 'haversack-shell-/haversack/respond-test';
  beforeAll(async () => {
    const cache = await caches.open(SUB_SHELL);
    await cache.put('/haversack/about/', new Response('about', { headers: { 'Content-Type': 'text/html' } }));
    await cache.put('/haversack/404.html', new Response('no such page'));
  });
  afterAll(() => caches.delete(SUB_SHELL));
  const below = (path: string) =>
    respond(asked(path, { mode: 'navigate' }), HOME, SUB_SHELL, '/haversack/404.html');

  it('answers for its pages', async () => {
    expect(await (await below('/haversack/about'))?.text()).toBe('about');
    expect((await below('/haversack/nowhere'))?.status).toBe(404);
  });

  it.each(['/', '/about/', '/haversackle/', '/haversack/packs/index.json'])('leaves %s alone', (path) => {
    expect(below(path)).toBeUndefined();
  });
});
