import { packBytes, type CatalogueEntry, type InstalledPack, type PackTask } from '../domain/pack';

/** The pack to offer for `task`: what is installed first, else of those that were measured the smallest. */
export function recommendedFor(
  task: PackTask,
  installed: readonly InstalledPack[],
  catalogue: readonly CatalogueEntry[],
): CatalogueEntry | undefined {
  const fits = (entry: CatalogueEntry) => entry.manifest.tasks.includes(task);
  const unmeasured = ({ manifest }: CatalogueEntry) => Number(manifest.warnings.includes('unmeasured'));
  const best = (a: CatalogueEntry, b: CatalogueEntry) =>
    unmeasured(a) - unmeasured(b) || packBytes(a.manifest) - packBytes(b.manifest);
  return installed.find(fits) ?? catalogue.filter(fits).sort(best)[0];
}
