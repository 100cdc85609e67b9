import { fail } from '../../domain/errors';
import type { PackManifest } from '../../domain/pack';
import { packIdOf } from '../form/canonical';
import { MANIFEST_LIMITS, parseManifest } from '../form/manifest';
import { type About, readAbout } from './about';
import { ABOUT, ARCHIVE_LIMITS, MANIFEST } from './names';

export type Papers = { about: About; manifest: PackManifest };

/** Our own files that tell what the others are: the most bytes that each may have. */
export const MOST_PAPER: Record<typeof ABOUT | typeof MANIFEST, number> = {
  [ABOUT]: ARCHIVE_LIMITS.about,
  [MANIFEST]: MANIFEST_LIMITS.maxBytes,
};

/** `read` gives the content of one of them. Throws `archive/damaged`, `archive/limits`; the codes of a manifest. */
export async function readPapers(
  read: (path: typeof ABOUT | typeof MANIFEST) => Promise<Uint8Array>,
): Promise<Papers> {
  const about = readAbout(await read(ABOUT));
  const manifest = parseManifest(await read(MANIFEST));
  if ((await packIdOf(manifest)) !== about.packId) return fail('archive/damaged', { what: MANIFEST });
  return { about, manifest };
}
