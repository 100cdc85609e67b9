import { ARRIVED_CACHE, arrivedNote, BACKGROUND_PREFIX } from '../domain/arrived';
import type { InstallEvent } from '../domain/install';
import { packBytes, type PackId, type PackManifest } from '../domain/pack';
import type { Incomplete } from './downloadOf';
import type { Ask, Begin, Download } from './downloads.svelte';

/** What of the Background Fetch API is used: TypeScript does not know it. */
type Fetching = EventTarget & {
  downloaded: number;
  result: '' | 'success' | 'failure';
  abort(): Promise<boolean>;
};
type Manager = {
  fetch(id: string, urls: string[], options: { title: string; downloadTotal: number }): Promise<Fetching>;
  get(id: string): Promise<Fetching | undefined>;
};

/** A pack of this site: its files are at `<baseUrl>/blobs/<sha256>`. */
export type Brought = { packId: PackId; manifest: PackManifest; baseUrl: string };

export type BackgroundFetcher = {
  /**
   * Has the browser fetch the files of a pack, also while no window of the app is open, and tells how far it is. Returns
   * true when they have arrived where the packs worker looks, false where the browser would not or could not. An abort
   * ends it, and what had come is lost.
   */
  bring(pack: Brought, signal: AbortSignal): AsyncGenerator<InstallEvent, boolean, void>;
};

/** How often is looked, in ms: the browser's own events are rare, and none comes when it is over before we listen. */
const LOOK_MS = 300;
/** For as long the service worker may take to hand on what has come. */
const NOTE_MS = 10 * 60_000;

/** Undefined where the browser has no Background Fetch, or no service worker runs. */
export async function backgroundFetcher(): Promise<BackgroundFetcher | undefined> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const manager = (registration as { backgroundFetch?: Manager } | undefined)?.backgroundFetch;
  if (!registration || !manager) return undefined;
  return { bring: (pack, signal) => bring(manager, registration.scope, pack, signal) };
}

async function* bring(
  manager: Manager,
  scope: string,
  { packId, manifest, baseUrl }: Brought,
  signal: AbortSignal,
): AsyncGenerator<InstallEvent, boolean, void> {
  const note = arrivedNote(scope, packId);
  // It came while no window of the app was open, or is just being handed on.
  if (await noted(note)) return untilDone(note, signal);
  const id = BACKGROUND_PREFIX + packId;
  const totalBytes = packBytes(manifest);
  const urls = [...new Set(manifest.shards.map(({ sha256 }) => `${baseUrl}/blobs/${sha256}`))];
  yield { kind: 'plan', packId, totalBytes, heldBytes: 0, toFetch: totalBytes, files: urls.length };
  let fetching: Fetching;
  try {
    fetching =
      (await manager.get(id)) ??
      (await manager.fetch(id, urls, { title: manifest.name, downloadTotal: totalBytes }));
  } catch {
    return false; // not permitted, or no room: the page fetches by itself, and says what is wrong
  }
  while (fetching.result === '') {
    if (signal.aborted) {
      await fetching.abort();
      throw new DOMException('paused', 'AbortError');
    }
    yield { kind: 'progress', heldBytes: Math.min(fetching.downloaded, totalBytes), totalBytes, file: '' };
    await pause();
  }
  return fetching.result === 'success' && untilDone(note, signal);
}

/** Waits for the service worker to hand on what came, and takes its note away. False where that does not come. */
async function untilDone(note: string, signal: AbortSignal): Promise<boolean> {
  for (let waited = 0; waited < NOTE_MS; waited += LOOK_MS) {
    signal.throwIfAborted();
    if ((await noted(note)) === 'done') return (await caches.open(ARRIVED_CACHE)).delete(note);
    await pause();
  }
  return false;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_MS));

async function noted(note: string): Promise<string | undefined> {
  if (!(await caches.has(ARRIVED_CACHE))) return undefined;
  return (await (await caches.open(ARRIVED_CACHE)).match(note))?.text();
}

/**
 * The same download, fetched by the browser if that is wanted when it begins: what this site offers and nothing
 * of which is here yet. It is recorded first, so that it is
 * known after a restart; where the browser will not or fails, it goes on as it would have.
 */
export function viaBrowser(
  download: Download,
  { packId, manifest, source, heldBytes }: Incomplete,
  wanted: () => boolean,
  find: (() => Promise<BackgroundFetcher | undefined>) | undefined,
): Download {
  if (!find || source.kind !== 'site' || heldBytes > 0) return download;
  const browser = async () => (wanted() ? find() : undefined);
  const { baseUrl } = source;
  const { begin, resume } = download;
  const through: Begin = async function* (signal) {
    const fetcher = await browser();
    if (fetcher) yield* fetcher.bring({ packId, manifest, baseUrl }, signal);
    return yield* resume(signal);
  };
  if (!begin) return { ...download, resume: through };
  const ask: Ask = async function* (signal, later) {
    if (later || !(await browser())) return yield* begin(signal, later);
    yield* begin(signal, true);
    return yield* through(signal);
  };
  return { ...download, begin: ask, resume: through };
}
