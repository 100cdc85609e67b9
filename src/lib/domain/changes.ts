import { packBytes, type PackManifest } from './pack';

/** What differs between two packs of one name: the note that goes with an offered update. */
export type ManifestChange =
  | { kind: 'size'; before: number; after: number }
  | { kind: 'licence'; before: string; after: string }
  /** The same licence, with other conditions. */
  | { kind: 'terms' }
  | { kind: 'openness'; before: PackManifest['openness']['class']; after: PackManifest['openness']['class'] }
  /** Paths of files. */
  | { kind: 'added' | 'removed' | 'changed'; paths: string[] }
  /** Nothing but what is written about the model. */
  | { kind: 'papers' };

export function changesBetween(before: PackManifest, after: PackManifest): ManifestChange[] {
  const changes: ManifestChange[] = [];
  const sizes = { before: packBytes(before), after: packBytes(after) };
  if (sizes.before !== sizes.after) changes.push({ kind: 'size', ...sizes });
  if (before.licence.spdx !== after.licence.spdx)
    changes.push({ kind: 'licence', before: before.licence.name, after: after.licence.name });
  else if (termsOf(before) !== termsOf(after)) changes.push({ kind: 'terms' });
  if (before.openness.class !== after.openness.class)
    changes.push({ kind: 'openness', before: before.openness.class, after: after.openness.class });
  changes.push(...fileChanges(before, after));
  return changes.length > 0 ? changes : [{ kind: 'papers' }];
}

function termsOf({ licence }: PackManifest): string {
  return JSON.stringify([licence.mustAccept, licence.conditions, licence.url]);
}

function fileChanges(before: PackManifest, after: PackManifest): ManifestChange[] {
  const old = new Map(before.shards.map(({ path, sha256 }) => [path, sha256]));
  const now = new Map(after.shards.map(({ path, sha256 }) => [path, sha256]));
  const paths = {
    added: [...now.keys()].filter((path) => !old.has(path)),
    removed: [...old.keys()].filter((path) => !now.has(path)),
    changed: [...now]
      .filter(([path, sha256]) => old.has(path) && old.get(path) !== sha256)
      .map(([path]) => path),
  };
  return (['added', 'removed', 'changed'] as const)
    .map((kind) => ({ kind, paths: paths[kind] }))
    .filter((change) => change.paths.length > 0);
}
