import { expect, it } from 'vitest';
import type { Fetch } from '../../../../src/lib/packs/line/network';
import { send } from '../../../../src/lib/packs/line/send';

const url = 'https://hub.example/a/b/resolve/c/model.gguf';
const { signal } = new AbortController();

/** What fetch gives after it has followed redirects to `to`. */
function arrivedAt(to: string, cancelled: () => void = () => {}): Response {
  const body = new ReadableStream({ cancel: cancelled });
  return Object.defineProperty(new Response(body), 'url', { value: to });
}
const fetched = (answer: (init: RequestInit) => Response): { fetch: Fetch; asked: RequestInit[] } => {
  const asked: RequestInit[] = [];
  return { asked, fetch: async (_, init) => (asked.push(init), answer(init)) };
};
const sent = (fetch: Fetch, hosts?: string[]) => send({ url, headers: {}, hosts }, fetch, signal);

it('no cookie, no referrer and no cached file are part of a request', async () => {
  const { fetch, asked } = fetched(() => arrivedAt(url));
  await sent(fetch, []);
  await sent(fetch);
  for (const init of asked)
    expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
});

it('a listed host may send the file', async () => {
  const { fetch } = fetched(() => arrivedAt('https://cdn.example/file'));
  expect((await sent(fetch, ['cdn.example'])).url).toBe('https://cdn.example/file');
});

it('what another host sends is not read, and the host is named', async () => {
  let cancelled = 0;
  const { fetch } = fetched(() => arrivedAt('https://evil.example/file', () => cancelled++));
  await expect(sent(fetch, ['cdn.example'])).rejects.toMatchObject({
    code: 'source/redirected',
    details: { host: 'hub.example', to: 'evil.example' },
  });
  expect(cancelled).toBe(1);
});

it('a downgrade to http is refused, also to a listed host', async () => {
  const { fetch } = fetched(() => arrivedAt('http://cdn.example/file'));
  await expect(sent(fetch, ['cdn.example'])).rejects.toMatchObject({ code: 'source/redirected' });
});

it('a redirect that the browser refused is told from a host that cannot be reached', async () => {
  const refused = fetched((init) => {
    if (init.redirect === 'follow') throw new TypeError('Failed to fetch');
    return arrivedAt(url, () => {});
  });
  const redirect = (init: RequestInit) =>
    init.redirect === 'manual'
      ? Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' })
      : refused.fetch(url, init);
  await expect(sent(async (_, init) => redirect(init), ['cdn.example'])).rejects.toMatchObject({
    code: 'source/redirected',
  });
  const gone = fetched(() => {
    throw new TypeError('Failed to fetch');
  });
  await expect(sent(gone.fetch, ['cdn.example'])).rejects.toMatchObject({ code: 'source/unreachable' });
});

it('a site follows a redirect only within its origin', async () => {
  const redirecting =
    (to: string): Fetch =>
    async (_, init) =>
      init.redirect === 'manual' ? new Response(null, { status: 302 }) : arrivedAt(to);
  expect((await sent(redirecting('https://hub.example/moved'))).url).toBe('https://hub.example/moved');
  await expect(sent(redirecting('https://cdn.example/moved'))).rejects.toMatchObject({
    code: 'source/redirected',
    details: { to: 'cdn.example' },
  });
});

it('an abort stays an abort', async () => {
  const stopped: Fetch = async () => Promise.reject(new DOMException('stopped', 'AbortError'));
  await expect(sent(stopped, [])).rejects.toMatchObject({ name: 'AbortError' });
  await expect(sent(stopped)).rejects.toMatchObject({ name: 'AbortError' });
});
