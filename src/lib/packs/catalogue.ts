import { MIB } from '../domain/bytes';
import { type ErrorShape, errorShape, fail, toAppError } from '../domain/errors';
import type { CatalogueEntry } from '../domain/pack';
import { packIdOf } from './canonical';
import { parseJson } from './json';
import { checkManifest } from './manifest';
import { digest, list, object, oneOf, refuse, webAddress, type Reader } from './shape';

export const CATALOGUE_LIMITS = { maxBytes: 16 * MIB, maxDepth: 12 } as const;
const CODES = { tooLarge: 'pack/manifest-too-large', invalid: 'pack/manifest-invalid' } as const;

/**
 * What a site offers. `mirrors` are base addresses that serve the same `blobs/<sha256>`, tried after the site, in
 * order. An entry that this version cannot read does not hide the others: why is in `refused`.
 */
export type Catalogue = { packs: CatalogueEntry[]; mirrors: string[]; refused: ErrorShape[] };

const asIs: Reader<unknown> = (value) => value;
const index = object({ format: oneOf<1>(1), packs: list(asIs, 1000) }, { mirrors: list(webAddress, 16) });
const entryShape = object({ packId: digest, manifest: asIs });

/** Bytes of `/packs/index.json` -> Catalogue. Each entry's id must be the digest of its manifest. */
export async function parseCatalogue(bytes: Uint8Array): Promise<Catalogue> {
  const value = parseJson(bytes, CATALOGUE_LIMITS, CODES);
  if (typeof value === 'object' && value !== null && 'format' in value && typeof value.format === 'number') {
    if (value.format > 1) fail('pack/newer-format', { format: value.format, known: 1 });
  }
  const read = index(value, 'catalogue');
  const catalogue: Catalogue = { packs: [], mirrors: read.mirrors ?? [], refused: [] };
  for (const [at, raw] of read.packs.entries()) {
    try {
      const entry = await checkEntry(raw, `catalogue.packs[${at}]`);
      const twice = catalogue.packs.some(({ packId }) => packId === entry.packId);
      catalogue.packs.push(twice ? refuse(`catalogue.packs[${at}]`, 'same pack twice') : entry);
    } catch (thrown) {
      catalogue.refused.push(errorShape(toAppError(thrown)));
    }
  }
  return catalogue;
}

/** A value that claims to be a catalogue entry -> one whose id is the digest of its manifest. */
export async function checkEntry(value: unknown, where = 'entry'): Promise<CatalogueEntry> {
  const read = entryShape(value, where);
  const manifest = checkManifest(read.manifest, `${where}.manifest`);
  if ((await packIdOf(manifest)) !== read.packId)
    return refuse(`${where}.packId`, 'not the digest of the manifest');
  return { packId: read.packId, manifest };
}
