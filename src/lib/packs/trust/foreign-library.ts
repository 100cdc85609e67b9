import type { Inspector } from '../../domain/inspect';
import type { Shard } from '../../domain/pack';

/** One of these files is a compiled library that somebody else made. */
export async function anyForeign(inspect: Inspector, shards: readonly Shard[]): Promise<boolean> {
  const libraries = shards.filter(({ role }) => role === 'library');
  const own = await Promise.all(libraries.map(({ sha256 }) => inspect.isOwnLibrary(sha256)));
  return own.includes(false);
}
