/** Requests that the browser has counted, by where they went. */
export type RequestCount = { own: number; other: number };

/** Counts addresses by origin. What was made by the page itself (blob:, data:) asked nobody for anything. */
export function countRequests(urls: readonly string[], ownOrigin: string): RequestCount {
  const count: RequestCount = { own: 0, other: 0 };
  for (const url of urls) {
    const { origin, protocol } = new URL(url, ownOrigin);
    if (protocol === 'blob:' || protocol === 'data:') continue;
    if (origin === ownOrigin) count.own += 1;
    else count.other += 1;
  }
  return count;
}
