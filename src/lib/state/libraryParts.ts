import type { PackId, PackManifest, Source } from '../domain/pack';
import type { BackgroundFetcher } from './backgroundFetch';
import type { NetworkWatch } from './network';
import type { PacksWorker } from './downloads.svelte';

export type LibraryParts = {
  packs: () => PacksWorker;
  /** The worker that may ask other hosts. Without one, `packs` serves. */
  sources?: () => PacksWorker;
  /** That worker was started. */
  outside?: () => boolean;
  /** Asked at the first installation: from then on there is something to lose. */
  askPersist: () => Promise<void>;
  /** Frees the pack if an engine holds it. */
  beforeRemove: (packId: PackId) => Promise<void>;
  report: (error: unknown) => void;
  /** Where the site keeps its packs. */
  site: string;
  /** Base addresses that the person has named, asked when the others fail. */
  mirrors?: () => readonly string[];
  /** Tells the other tabs that something here has changed; `heard` is called when one of them tells. */
  tabs?: (heard: () => void) => () => void;
  network?: NetworkWatch;
  /** Where the browser can fetch by itself. */
  byBrowser?: () => Promise<BackgroundFetcher | undefined>;
};

/** What came of the last removal or repair. */
export type News = { kind: 'removed' | 'back'; name: string } | { kind: 'healed'; chunks: number };

/** A pack that the person wants. `heldBytes` are here already. */
export type Asked = {
  packId: PackId;
  manifest: PackManifest;
  source: Source;
  heldBytes?: number;
  acceptedLicence: boolean;
};
