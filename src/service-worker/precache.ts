import { isShellOf } from './old-shells';

/** A hashed name never changes its content, so an older shell's copy will do. */
const isImmutable = (url: string) => url.includes('/_app/immutable/');

/**
 * Fills cache `name` with every URL, and every one that `fileList` (a JSON array) names, or rejects: then the browser drops this build and keeps the old one.
 * What an older shell already holds is copied, so an update fetches only what changed.
 */
export async function fillShellCache(
  name: string,
  prefix: string,
  urls: string[],
  fileList: string,
): Promise<void> {
  const target = await caches.open(name);
  const older = (await caches.keys()).filter((key) => isShellOf(prefix, key) && key !== name);

  async function fromOlder(url: string): Promise<Response | undefined> {
    if (!isImmutable(url)) return undefined;
    for (const key of older) {
      const hit = await (await caches.open(key)).match(url);
      if (hit) return hit;
    }
    return undefined;
  }

  async function keep(url: string): Promise<void> {
    if (await target.match(url)) return; // an earlier try at this same build got it
    const held = await fromOlder(url);
    const response = held ?? (await fetch(url, { cache: isImmutable(url) ? 'default' : 'no-cache' }));
    // The 404 page is the one page that a server may well send with its own status, or under the address without `.html`.
    const isNotFound = url.endsWith('/404.html');
    if (!response.ok && !isNotFound) throw new TypeError(`${url}: ${response.status}`);
    if (response.redirected && !isNotFound) throw new TypeError(`${url}: redirected`);
    // A host that answers every path with its start page, or a network that wants a login.
    const isPage = /\bhtml\b/.test(response.headers.get('Content-Type') ?? '');
    if (isPage && !/(?:\/|\.html)$/.test(url)) throw new TypeError(`${url}: a web page`);
    await target.put(url, response);
  }

  async function listed(): Promise<string> {
    const response = await fetch(fileList, { cache: 'no-cache' });
    if (!response.ok) throw new TypeError(`${fileList}: ${response.status}`);
    return response.text();
  }

  const list = await listed();
  const queue = [...new Set([...urls, ...(JSON.parse(list) as string[])])];
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let url = queue.shift(); url !== undefined; url = queue.shift()) await keep(url);
    }),
  );
  // A deployment in the meantime leaves pages of one build beside the code of another: nothing of that is worth keeping.
  if ((await listed()) === list) return;
  await caches.delete(name);
  throw new TypeError(`${fileList}: changed meanwhile`);
}
