import { countRequests, type RequestCount } from '../../domain/requests';

/** Reads the browser's own list of what this worker has asked for: a page's list leaves workers out. */
export function workerRequests(): RequestCount {
  return countRequests(
    performance.getEntriesByType('resource').map((entry) => entry.name),
    globalThis.location.origin,
  );
}
