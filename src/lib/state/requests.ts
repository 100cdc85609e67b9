import { countRequests, type RequestCount } from '../domain/requests';

/** So that a long session is counted whole; the default keeps 250 entries. */
export function countAllRequests(): void {
  performance.setResourceTimingBufferSize(100_000);
}

/** Reads the browser's own list of what this page has asked for since it was opened. */
export function pageRequests(): RequestCount {
  const entries = performance
    .getEntries()
    .filter((entry) => ['navigation', 'resource'].includes(entry.entryType));
  return countRequests(
    entries.map((entry) => entry.name),
    location.origin,
  );
}
