import { errorShape, toAppError, type ErrorShape } from '../domain/errors';
import type { CatalogueEntry, InstalledPack, Trust } from '../domain/pack';
import type { PlannedPack } from '../domain/plan';
import type { PacksWorker } from './downloads.svelte';
import { plannedOffer } from './siteOffer';

/** What the site offers, as it last said. */
export class SiteCatalogue {
  packs = $state.raw<readonly CatalogueEntry[]>([]);
  /** Whether a key that this build pins vouches for it. */
  trust = $state<Trust>('first-seen');
  /** Why it could not be had the last time; `packs` are those of the time before. */
  error = $state.raw<ErrorShape | null>(null);
  /** It has been asked for once. */
  listed = $state(false);
  /** Further base addresses that the site names. */
  mirrors: readonly string[] = [];

  async ask(worker: PacksWorker, baseUrl: string): Promise<void> {
    try {
      const { packs, mirrors, trust } = await worker.call('catalogue', { baseUrl });
      this.packs = packs;
      this.trust = trust;
      this.mirrors = mirrors;
      this.error = null;
    } catch (thrown) {
      this.error = errorShape(toAppError(thrown));
    } finally {
      this.listed = true;
    }
  }

  /** An entry of it, as a plan of which a person can be asked. */
  planned(entry: CatalogueEntry, baseUrl: string, installed: readonly InstalledPack[]): PlannedPack {
    const trust = entry.vouch ? this.trust : 'first-seen';
    return plannedOffer(entry, { baseUrl, trust }, installed);
  }

  /** A list that was refused came from a site that answers all the same. */
  get answers(): boolean {
    return !this.error?.code.startsWith('source/');
  }
}
