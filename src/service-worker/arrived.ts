import { ARRIVED_CACHE, arrivedNote, type ArrivedState, BACKGROUND_PREFIX } from '../lib/domain/arrived';

/** What of Background Fetch is used: TypeScript does not know it. */
export type BackgroundFetchEvent = {
  registration: { id: string; matchAll(): Promise<FetchedRecord[]> };
  waitUntil(work: Promise<unknown>): void;
};
type FetchedRecord = { request: Request; responseReady: Promise<Response> };

/**
 * The browser drops what it has fetched after this event: it is left where the packs worker looks for it. A note says
 * how far that is, at its end also where the disk is full: then what is missing is fetched by the page.
 */
export async function keepArrived(
  registration: BackgroundFetchEvent['registration'],
  scope: string,
): Promise<void> {
  if (!registration.id.startsWith(BACKGROUND_PREFIX)) return;
  const cache = await caches.open(ARRIVED_CACHE);
  const at = arrivedNote(scope, registration.id.slice(BACKGROUND_PREFIX.length));
  const note = (state: ArrivedState) => cache.put(at, new Response(state));
  await note('copying');
  try {
    for (const { request, responseReady } of await registration.matchAll()) {
      const response = await responseReady;
      if (response.status === 200) await cache.put(request.url, response);
    }
  } finally {
    await note('done');
  }
}
