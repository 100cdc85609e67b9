/** Requests that the browser has counted, by where they went. */
export type RequestCount = { own: number; other: number };

/** So that a long session is counted whole; the default keeps 250 entries. */
export function countAllRequests(): void {
  performance.setResourceTimingBufferSize(100_000);
}

/** Reads the browser's own list of what this page has asked for since it was opened. */
export function requestCount(): RequestCount {
  const entries = performance
    .getEntries()
    .filter((entry) => ['navigation', 'resource'].includes(entry.entryType));
  const count: RequestCount = { own: 0, other: 0 };
  for (const { name } of entries) {
    const { origin, protocol } = new URL(name, location.href);
    if (protocol === 'blob:' || protocol === 'data:') continue; // made by the page itself: nothing was asked for
    if (origin === location.origin) count.own += 1;
    else count.other += 1;
  }
  return count;
}
