/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true" />
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { files, prerendered, version } from '$service-worker';
import { fillShellCache } from './precache';
import { respond } from './respond';

/**
 * Keeps the APP for use without a network; never a model, never a person's work.
 * A new build fills a cache of its own and waits; the old one serves until the person asks for the new one.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const PREFIX = 'haversack-shell-';
const SHELL = `${PREFIX}${version}`;
const NOT_FOUND = '/404.html';
const URLS = [...files, ...prerendered, NOT_FOUND];
/** The files of the app's code, written after the build (svelte.config.js). */
const FILE_LIST = '/shell-files.json';

worker.addEventListener('install', (event) =>
  event.waitUntil(fillShellCache(SHELL, PREFIX, URLS, FILE_LIST)),
);

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      // A page in another tab may still run the older build, and a newer one may be on its way: then all stay, until next time.
      const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
      if (pages.length < 2 && !worker.registration.installing) {
        // Only shells of our own builds: other caches may hold what a person installed.
        const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== SHELL);
        await Promise.all(old.map((name) => caches.delete(name)));
      }
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener('fetch', (event) => {
  const answer = respond(event.request, worker.location.origin, SHELL, NOT_FOUND);
  if (answer) event.respondWith(answer);
});

worker.addEventListener('message', (event: ExtendableMessageEvent) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING')
    event.waitUntil(worker.skipWaiting());
});
