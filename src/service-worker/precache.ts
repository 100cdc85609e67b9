import { isShellOf } from './old-shells';

/** A hashed name never changes its content, so the browser's own copy will do. */
const isImmutable = (url: string) => url.includes('/_app/immutable/');

/** Where the list of the build's files is (`{ path: SHA-256 in hexadecimal }`), and the SHA-256 that this worker was built with. */
export type FileList = { url: string; sha256: string };

/**
 * Fills cache `name` with every file of the list, each checked against its digest, or rejects: then the browser drops
 * this build and keeps the old one. So what is kept is the build that this worker belongs to, whatever a stale cache, a
 * half-finished deployment or a tampering host has sent. What an older shell already holds is copied, so an update
 * fetches only what changed.
 */
export async function fillShellCache(name: string, prefix: string, list: FileList): Promise<void> {
  const target = await caches.open(name);
  const older = (await caches.keys()).filter((key) => isShellOf(prefix, key) && key !== name);

  async function fromOlder(url: string, sha256: string): Promise<Response | undefined> {
    for (const key of older) {
      const hit = await (await caches.open(key)).match(url);
      if (hit && (await digestOf(hit)) === sha256) return hit;
    }
    return undefined;
  }

  async function keep(url: string, sha256: string): Promise<void> {
    if (await target.match(url)) return; // an earlier try at this same build got it
    const held = await fromOlder(url, sha256);
    if (held) return target.put(url, held);
    const response = await fetch(url, { cache: isImmutable(url) ? 'default' : 'no-cache' });
    // The 404 page is the one page that a server may well send with its own status, or under the address without `.html`.
    const isNotFound = url.endsWith('/404.html');
    if (!response.ok && !isNotFound) throw new TypeError(`${url}: ${response.status}`);
    if (response.redirected && !isNotFound) throw new TypeError(`${url}: redirected`);
    if ((await digestOf(response)) !== sha256) throw new TypeError(`${url}: not the file of this build`);
    await target.put(url, response);
  }

  const response = await fetch(list.url, { cache: 'no-cache' });
  if (!response.ok) throw new TypeError(`${list.url}: ${response.status}`);
  if ((await digestOf(response)) !== list.sha256)
    throw new TypeError(`${list.url}: not the list of this build`);
  const queue = Object.entries((await response.json()) as Record<string, string>);
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await keep(...next);
    }),
  );
}

/** SHA-256 of a body, in hexadecimal; the response can still be read. */
async function digestOf(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
