import { type ErrorShape, errorShape, fail, toAppError } from '../../domain/errors';
import type { CatalogueEntry, Trust } from '../../domain/pack';
import { CATALOGUE_LIMITS, checkEntry, type ListJudge } from '../trust/catalogue';
import { canonicalJson } from '../form/canonical';
import { parseJson } from '../form/json';
import { list, object, oneOf, type Reader, text } from '../form/shape';
import { checkSignedList, judgeSignature } from '../trust/signed-list';
import { verifyVouch } from '../trust/vouch';

const CODES = { tooLarge: 'pack/manifest-too-large', invalid: 'pack/manifest-invalid' } as const;
const MOST_PACKS = 1000;

/** One model of a mirror. `vouched`: a site whose key this build pins has signed it, wherever it is served now. */
export type MirrorOffer = CatalogueEntry & { trust: Extract<Trust, 'vouched' | 'first-seen'> };

/**
 * What a mirror offers of itself. `key` signed the list (base64, its own key as a rule: it shows that the list is whole,
 * and that an older one is not played back); null where nobody signed it. `unchecked`: why this browser could not check
 * that signature (`device/no-signatures`); then all models count as first seen.
 */
export type MirrorList = {
  offers: MirrorOffer[];
  refused: ErrorShape[];
  key: string | null;
  unchecked?: ErrorShape;
};

const asIs: Reader<unknown> = (value) => value;
const packs = list(asIs, MOST_PACKS);
const unsigned = object({ format: oneOf<1>(1), packs }, { mirrors: asIs });
/** Times and version of a copy decide nothing. */
const copy = object({ version: asIs, issuedAt: asIs, expiresAt: asIs, packs, mirrors: asIs });
const signed = object({ format: oneOf<2>(2), signed: asIs, key: text(100), signature: text(100) });

/** Bytes of `<mirror>/index.json`. `judge.keys` are those that the build pins. Throws `pack/` codes. */
export async function parseMirrorList(bytes: Uint8Array, judge: ListJudge): Promise<MirrorList> {
  const value = parseJson(bytes, CATALOGUE_LIMITS, CODES);
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof format === 'number' && format > 2) return fail('pack/newer-format', { format, known: 2 });
  if (format !== 2) return { ...(await offersOf(unsigned(value, 'catalogue').packs, judge)), key: null };
  const envelope = signed(value, 'catalogue');
  if (!judge.keys.includes(envelope.key)) {
    const read = await checkSignedList(envelope, { ...judge, keys: [envelope.key] });
    return told(await offersOf(read.signed.packs, judge), envelope.key, read.unchecked);
  }
  // A copy of the site's own list may lag behind it: there each model's own signature is what counts.
  const text = canonicalJson(envelope.signed);
  const unchecked = await judgeSignature(text, envelope.key, envelope.signature, judge.keys);
  const { packs: listed } = copy(envelope.signed, 'catalogue.signed');
  return told(await offersOf(listed, judge), envelope.key, unchecked);
}

type Offers = Pick<MirrorList, 'offers' | 'refused'>;

function told(offers: Offers, key: string, unchecked: ErrorShape | undefined): MirrorList {
  return { ...offers, key, ...(unchecked ? { unchecked } : {}) };
}

async function offersOf(given: unknown, { keys }: ListJudge): Promise<Offers> {
  const offers: MirrorOffer[] = [];
  const refused: ErrorShape[] = [];
  for (const [at, raw] of packs(given, 'catalogue.packs').entries()) {
    try {
      const { vouch, ...entry } = await checkEntry(raw, `catalogue.packs[${at}]`);
      const vouched = await verifyVouch(entry.packId, vouch, keys);
      if (offers.some(({ packId }) => packId === entry.packId)) continue;
      offers.push(
        vouched && vouch ? { ...entry, vouch, trust: 'vouched' } : { ...entry, trust: 'first-seen' },
      );
    } catch (thrown) {
      refused.push(errorShape(toAppError(thrown)));
    }
  }
  return { offers, refused };
}
