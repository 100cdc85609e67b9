/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true" />
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { base, version } from '$service-worker';
import { type BackgroundFetchEvent, keepArrived } from './arrived';
import { dropOldShells } from './old-shells';
import { fillShellCache } from './precache';
import { respond } from './respond';

/**
 * Keeps the APP for use without a network; never a model, never a person's work. What the browser has fetched in the
 * background it hands on, unread.
 * A new build fills a cache of its own and waits; the old one serves until the person asks for the new one.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;
// Two apps may share a host, each under a path of its own; neither touches the other's shell.
const PREFIX = base === '' ? 'haversack-shell-' : `haversack-shell-${base}/`;
const SHELL = `${PREFIX}${version}`;
const NOT_FOUND = `${base}/404.html`;
/** The files of the app, written after the build, when their digests are known; so is the list's own (svelte.config.js). */
const FILE_LIST = { url: `${base}/shell-files.json`, sha256: '__SHELL_LIST_SHA256__' };

worker.addEventListener('install', (event) => event.waitUntil(fillShellCache(SHELL, PREFIX, FILE_LIST)));

/** Windows of the app, also those of an older build. */
const windows = async () =>
  (await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })).length;

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      // The one window, if any, is where the person asked for this build, and is loaded again with it.
      await dropOldShells(SHELL, PREFIX, 1, windows, worker.registration);
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener('fetch', (event) => {
  // The app's next start, with no window left from before: what an update had to leave to others can go.
  if (event.request.mode === 'navigate')
    event.waitUntil(dropOldShells(SHELL, PREFIX, 0, windows, worker.registration));
  const answer = respond(event.request, worker.location.origin + base, SHELL, NOT_FOUND);
  if (answer) event.respondWith(answer);
});

worker.addEventListener('message', (event: ExtendableMessageEvent) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING')
    event.waitUntil(worker.skipWaiting());
});

worker.addEventListener('backgroundfetchsuccess', (event) => {
  const { registration, waitUntil } = event as unknown as BackgroundFetchEvent;
  waitUntil.call(event, keepArrived(registration, worker.registration.scope));
});
