import { packBytes, type InstalledPack } from '../domain/pack';
import { recordBytes } from '../records';
import type { RequestCount } from '../domain/requests';
import { pageRequests } from './requests';

export type StorageFacts = {
  models: number;
  shell: number;
  work: number;
  used: number | null;
  quota: number | null;
  persisted: boolean | null;
};

export type AboutParts = {
  installed: () => readonly InstalledPack[];
  /** Bytes of unfinished downloads. */
  partBytes: () => number;
  /** Requests of the worker that fetches packs. */
  packRequests: () => Promise<RequestCount>;
  /** Asks an engine's worker to reach the network; true if the browser refused, as it must. */
  networkRefused: () => Promise<boolean>;
};

/** What the About page shows: read from the browser when asked, never remembered. */
export class About {
  storage = $state.raw<StorageFacts | null>(null);
  requests = $state.raw<RequestCount | null>(null);
  refused = $state<boolean | null>(null);
  readonly #parts: AboutParts;

  constructor(parts: AboutParts) {
    this.#parts = parts;
  }

  async read(): Promise<void> {
    await this.#countRequests();
    const [estimate, persisted, work, shell] = await Promise.all([
      navigator.storage?.estimate?.(),
      navigator.storage?.persisted?.(),
      recordBytes(),
      shellBytes(),
    ]);
    const models = this.#parts.installed().reduce((sum, pack) => sum + packBytes(pack.manifest), 0);
    this.storage = {
      models: models + this.#parts.partBytes(),
      shell,
      work,
      used: estimate?.usage ?? null,
      quota: estimate?.quota ?? null,
      persisted: persisted ?? null,
    };
  }

  async tryNetwork(): Promise<void> {
    this.refused = null;
    this.refused = await this.#parts.networkRefused();
    await this.#countRequests();
  }

  async #countRequests(): Promise<void> {
    const packs = await this.#parts.packRequests();
    const page = pageRequests();
    this.requests = { own: page.own + packs.own, other: page.other + packs.other };
  }
}

/** Bytes of the app itself in Cache Storage, as unpacked. */
async function shellBytes(): Promise<number> {
  if (!('caches' in globalThis)) return 0;
  let sum = 0;
  for (const name of await caches.keys()) {
    if (!name.startsWith('haversack-shell-')) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) sum += (await (await cache.match(request))?.blob())?.size ?? 0;
  }
  return sum;
}
