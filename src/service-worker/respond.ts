import { headersFor } from '../headers';

/** Paths that belong to the store of packs: their bytes are verified and kept by the page, not by this worker. */
const PACKS = '/packs/';
/** Names in here hold a hash of their content: a copy in any build's cache is the right one. */
const IMMUTABLE = '/_app/immutable/';

/**
 * The answer to a request below `home` (our origin, and the path of the app where it has one) from the shell, or
 * undefined to leave it to the network.
 */
export function respond(
  request: Request,
  home: string,
  shell: string,
  notFound: string,
): Promise<Response> | undefined {
  const url = new URL(request.url);
  const { origin, pathname } = new URL(`${home}/`);
  if (request.method !== 'GET' || url.origin !== origin || !url.pathname.startsWith(pathname))
    return undefined;
  const path = url.pathname.slice(pathname.length - 1);
  if (path.startsWith(PACKS)) return undefined;
  return answer(request, url, shell, notFound, path.startsWith(IMMUTABLE));
}

async function answer(
  request: Request,
  url: URL,
  shell: string,
  notFound: string,
  immutable: boolean,
): Promise<Response> {
  const cache = await caches.open(shell);
  const page = request.mode === 'navigate';
  // A page may be asked for without its last slash; a file never has one.
  const hit = (await cache.match(url.pathname)) ?? (page ? await cache.match(`${url.pathname}/`) : undefined);
  if (hit) return withHeaders(hit, url.pathname);
  // A page of the build before, open in another tab, may still load parts of its code, which the server may no longer have.
  const older = immutable && (await caches.match(url.pathname));
  if (older) return withHeaders(older, url.pathname);
  if (page) {
    const cached = await cache.match(notFound);
    if (cached) return withHeaders(cached, url.pathname, 404);
  }
  return fetch(request);
}

/** Static hosts that cannot set headers still get ours on everything that comes from the cache. */
function withHeaders(response: Response, pathname: string, status = response.status): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(headersFor(pathname))) headers.set(name, value);
  return new Response(response.body, { status, statusText: response.statusText, headers });
}
