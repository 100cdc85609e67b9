import type { Source } from '../domain/pack';
import type { RequestCount } from '../domain/requests';
import type { PacksWorker } from './downloads.svelte';
import { requestsOf } from './workerRequests';

type FetchersParts = {
  packs: () => PacksWorker;
  /** The worker that may ask other hosts. Without one, `packs` serves. */
  sources?: () => PacksWorker;
  /** That worker was started. */
  outside?: () => boolean;
  /** Base addresses that the person has named. */
  mirrors?: () => readonly string[];
};

/** Which worker fetches what. */
export class Fetchers {
  constructor(private readonly parts: FetchersParts) {}

  /** Who made the plan has to carry it out; and only one worker may ask a mirror that the person has named. */
  of({ kind }: Source): PacksWorker {
    const { packs, sources = packs } = this.parts;
    const elsewhere = kind === 'site' && this.mirrors.length > 0;
    return kind === 'hub' || kind === 'mirror' || elsewhere ? sources() : packs();
  }

  get mirrors(): readonly string[] {
    return this.parts.mirrors?.() ?? [];
  }

  /** What they have asked the network for. */
  requests(): Promise<RequestCount> {
    const { packs, sources = packs, outside } = this.parts;
    return requestsOf(outside?.() ? [packs(), sources()] : [packs()]);
  }
}
