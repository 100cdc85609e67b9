import type { Assessment } from '../domain/device';
import type { CatalogueEntry, PackId, PackManifest, PackTask } from '../domain/pack';

export type Smaller = { packId: PackId; name: string; installed: boolean };

/** What people come for; any model can be looked into. */
const WORK: readonly PackTask[] = ['translate', 'draft'];

/**
 * What to offer in place of a model that this device could not load: of those for the same tasks that need less memory
 * and run here, an installed one first, then the largest.
 */
export function smallerModel(
  crashed: PackId,
  installed: readonly CatalogueEntry[],
  offered: readonly CatalogueEntry[],
  assess: (manifest: PackManifest) => Assessment | null,
): Smaller | undefined {
  const known = [...installed, ...offered];
  const manifest = known.find(({ packId }) => packId === crashed)?.manifest;
  if (!manifest) return undefined;
  const serves = (one: PackManifest) =>
    one.memoryBytes < manifest.memoryBytes &&
    one.tasks.some((task) => WORK.includes(task) && manifest.tasks.includes(task)) &&
    assess(one)?.verdict !== 'no';
  const largest = (list: readonly CatalogueEntry[]) =>
    list
      .filter((one) => serves(one.manifest))
      .sort((a, b) => b.manifest.memoryBytes - a.manifest.memoryBytes)[0];
  const found = largest(installed) ?? largest(offered);
  return (
    found && {
      packId: found.packId,
      name: found.manifest.name,
      installed: installed.some(({ packId }) => packId === found.packId),
    }
  );
}
