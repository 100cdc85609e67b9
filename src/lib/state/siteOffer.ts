import { packBytes, type CatalogueEntry, type InstalledPack, type Trust } from '../domain/pack';
import type { PlannedPack } from '../domain/plan';
import { missingBytes } from './forecast';

/** What a site offers, as a plan of which a person can be asked. The site makes it a pack when it is installed. */
export function plannedOffer(
  entry: CatalogueEntry,
  site: { baseUrl: string; trust: Trust },
  installed: readonly InstalledPack[],
): PlannedPack {
  return {
    ...entry,
    source: { kind: 'site', baseUrl: site.baseUrl },
    trust: site.trust,
    totalBytes: packBytes(entry.manifest),
    toFetch: missingBytes(entry.manifest, installed),
    fits: [],
    unknown: site.trust === 'vouched' ? [] : ['who-made-it', 'digest-from-same-host'],
  };
}
