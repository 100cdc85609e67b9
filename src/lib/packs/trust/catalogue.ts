import { MIB } from '../../domain/bytes';
import { type ErrorShape, errorShape, fail, toAppError } from '../../domain/errors';
import type { CatalogueEntry, Trust } from '../../domain/pack';
import { packIdOf } from '../form/canonical';
import { parseJson } from '../form/json';
import { checkManifest } from '../form/manifest';
import { vouchShape } from '../form/record-shapes';
import type { SeenLists } from './seen';
import { digest, list, object, oneOf, type Reader, refuse, text, webAddress } from '../form/shape';
import { checkSignedList, type SignedList } from './signed-list';
import { verifyVouch } from './vouch';

export const CATALOGUE_LIMITS = { maxBytes: 16 * MIB, maxDepth: 12 } as const;
const CODES = { tooLarge: 'pack/manifest-too-large', invalid: 'pack/manifest-invalid' } as const;
const FORMATS = [1, 2];
const MOST_PACKS = 1000;
const MOST_MIRRORS = 16;

/**
 * What a site offers. `mirrors` are base addresses that serve the same `blobs/<sha256>`, tried after the site, in
 * order. An entry that this version cannot read does not hide the others: why is in `refused`.
 */
export type Catalogue = {
  packs: CatalogueEntry[];
  mirrors: string[];
  refused: ErrorShape[];
  /**
   * `vouched`: the list carries the signature of a key that this build pins. So does each pack with a `vouch`; a site
   * may pass on others, which count as first seen.
   */
  trust: Extract<Trust, 'vouched' | 'first-seen'>;
  /** ISO times of a list that was signed. */
  signed?: { issuedAt: string; expiresAt: string };
  /** Why this browser could not check the signature: `device/no-signatures`. */
  unchecked?: ErrorShape;
};

/** By whose keys a list is judged, at what time (ms), and what was seen before. */
export type ListJudge = { keys: readonly string[]; now: number; seen: SeenLists };

const asIs: Reader<unknown> = (value) => value;
const packs = list(asIs, MOST_PACKS);
const mirrors = list(webAddress, MOST_MIRRORS);
const unsignedIndex = object({ format: oneOf<1>(1), packs }, { mirrors });
const signedIndex = object({ format: oneOf<2>(2), signed: asIs, key: text(100), signature: text(100) });
const entryShape = object({ packId: digest, manifest: asIs }, { vouch: vouchShape });

/**
 * Bytes of `/packs/index.json` -> Catalogue. Each entry's id must be the digest of its manifest. A build that pins a
 * key takes a signed list only, newer than all it has seen, and not expired; one without takes any, as first seen.
 * Throws `pack/signature`, `pack/rollback`, `pack/expired`, `pack/newer-format`, `pack/manifest-`.
 */
export async function parseCatalogue(bytes: Uint8Array, judge: ListJudge): Promise<Catalogue> {
  const value = parseJson(bytes, CATALOGUE_LIMITS, CODES);
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof format === 'number' && !FORMATS.includes(format))
    fail('pack/newer-format', { format, known: 2 });

  if (format !== 2) {
    // A list stripped of its signature must not pass for one that never had any.
    if (judge.keys.length > 0) return fail('pack/signature', { problem: 'not signed' });
    const read = unsignedIndex(value, 'catalogue');
    return { ...(await entriesOf(read.packs, [])), mirrors: read.mirrors ?? [], trust: 'first-seen' };
  }
  const envelope = signedIndex(value, 'catalogue');
  const { signed, trust, unchecked } = await checkSignedList(envelope, judge);
  return {
    ...(await entriesOf(signed.packs, trust === 'vouched' ? judge.keys : [])),
    mirrors: mirrors(signed.mirrors, 'catalogue.signed.mirrors'),
    trust,
    ...(trust === 'vouched' ? { signed: times(signed) } : {}),
    ...(unchecked ? { unchecked } : {}),
  };
}

function times({ issuedAt, expiresAt }: SignedList): { issuedAt: string; expiresAt: string } {
  return { issuedAt: new Date(issuedAt).toISOString(), expiresAt: new Date(expiresAt).toISOString() };
}

/** `keys`: a vouch must be of one of them; none: nobody vouches. */
async function entriesOf(
  given: unknown,
  keys: readonly string[],
): Promise<Pick<Catalogue, 'packs' | 'refused'>> {
  const found: CatalogueEntry[] = [];
  const refused: ErrorShape[] = [];
  for (const [at, raw] of packs(given, 'catalogue.packs').entries()) {
    try {
      const { vouch, ...entry } = await checkEntry(raw, `catalogue.packs[${at}]`);
      if (found.some(({ packId }) => packId === entry.packId))
        refuse(`catalogue.packs[${at}]`, 'same pack twice');
      if (keys.length > 0 && vouch && !(await verifyVouch(entry.packId, vouch, keys)))
        fail('pack/signature', { where: `catalogue.packs[${at}].vouch` });
      found.push(keys.length > 0 && vouch ? { ...entry, vouch } : entry);
    } catch (thrown) {
      refused.push(errorShape(toAppError(thrown)));
    }
  }
  return { packs: found, refused };
}

/** A value that claims to be a catalogue entry -> one whose id is the digest of its manifest. The vouch is not judged. */
export async function checkEntry(value: unknown, where = 'entry'): Promise<CatalogueEntry> {
  const read = entryShape(value, where);
  const manifest = checkManifest(read.manifest, `${where}.manifest`);
  if ((await packIdOf(manifest)) !== read.packId)
    return refuse(`${where}.packId`, 'not the digest of the manifest');
  return { packId: read.packId, manifest, ...(read.vouch ? { vouch: read.vouch } : {}) };
}
