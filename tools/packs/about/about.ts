import type { PackManifest } from '../../../src/lib/domain/pack';

/** What people wrote about a pack; the rest of its manifest is read from its files. */
export type AboutPack = Omit<PackManifest, 'format' | 'model' | 'memoryBytes' | 'shards'>;

/** How this program names itself in a lineage. */
export const PACKAGER = { tool: 'Haversack', version: '0.1.0' };

/** Said wherever a pack comes from somebody who is not its publisher. */
export const DIGEST_CAVEAT = 'The digest fixes the bytes, it does not prove who made them.';
