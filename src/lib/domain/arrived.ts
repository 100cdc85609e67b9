/**
 * The cache in which the service worker leaves what the browser has fetched in the background, by its address, until
 * the packs worker has checked and moved it. Nothing in it is believed.
 */
export const ARRIVED_CACHE = 'haversack-arrived';
/** Ids of background fetches of packs: this and the pack's id. */
export const BACKGROUND_PREFIX = 'haversack-pack:';

/** The service worker is handing on what came, or has handed on all that it could. */
export type ArrivedState = 'copying' | 'done';

/** Where, below the app's own address, that is noted in the cache. */
export function arrivedNote(scope: string, packId: string): string {
  return new URL(`arrived/${packId}`, scope).href;
}
