import { changesBetween, type ManifestChange } from '../domain/changes';
import type { CatalogueEntry, InstalledPack, PackId } from '../domain/pack';

/** The site offers another pack of the same name: installed beside the one that is here, and only if asked. */
export type Update = { entry: CatalogueEntry; changes: ManifestChange[]; installed: boolean };

/**
 * By the pack that is here. Only for packs that came from a site, and that the site offers no longer: what it still
 * offers is not out of date.
 */
export function updatesOf(
  installed: readonly InstalledPack[],
  catalogue: readonly CatalogueEntry[],
): Map<PackId, Update> {
  const offered = new Set(catalogue.map(({ packId }) => packId));
  const here = new Set(installed.map(({ packId }) => packId));
  const updates = new Map<PackId, Update>();
  for (const { packId, manifest, source } of installed) {
    if (source.kind !== 'site' || offered.has(packId)) continue;
    const entry = catalogue.find((one) => one.manifest.name === manifest.name);
    if (!entry) continue;
    const changes = changesBetween(manifest, entry.manifest);
    updates.set(packId, { entry, changes, installed: here.has(entry.packId) });
  }
  return updates;
}
