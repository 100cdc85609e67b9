import { fail } from '../../domain/errors';
import type { InstalledPack, PackId, Source, Trust, Vouch } from '../../domain/pack';
import { sourceAddress } from '../../domain/vetting';
import { canonicalJson } from '../form/canonical';
import { parseJson } from '../form/json';
import { vouchShape } from '../form/record-shapes';
import { isAppErrorWith } from '../form/refused';
import { digest, object, oneOf, type Reader, text } from '../form/shape';
import { ARCHIVE_LIMITS } from './names';

/**
 * The first file of an archive. Only `vouch` is believed, and only if its signature is good; the rest is what whoever
 * packed it says, for people to read.
 */
export type About = {
  packId: PackId;
  vouch?: Vouch;
  /** As the device that packed it had it. */
  trust: Trust;
  /** Where that device had it from: a kind, and a web address where there was one. */
  from: { kind: Source['kind']; address: string };
  name: string;
};

const CODES = { tooLarge: 'archive/limits', invalid: 'archive/damaged' } as const;
const NOTE =
  'A model packed by Haversack. manifest.json lists every file with its SHA-256; the pack id is the SHA-256 of manifest.json. Open this file in Haversack to use it.';

const shape = object(
  {
    format: oneOf<1>(1),
    note: text(1000),
    packId: digest,
    name: text(400),
    trust: oneOf('vouched', 'declared', 'first-seen'),
    from: object({
      kind: oneOf('site', 'mirror', 'hub', 'archive', 'file', 'folder', 'peer'),
      address: text(4000),
    }),
  },
  { vouch: vouchShape },
);

export function writeAbout({
  packId,
  manifest,
  trust,
  source,
  vouch,
}: InstalledPack): Uint8Array<ArrayBuffer> {
  const about = {
    format: 1,
    note: NOTE,
    packId,
    name: manifest.name,
    trust,
    from: { kind: source.kind, address: sourceAddress(source) },
    ...(vouch ? { vouch } : {}),
  };
  return new TextEncoder().encode(`${canonicalJson(about)}\n`);
}

/** Throws `archive/damaged` or `archive/limits`; `pack/newer-format` for an archive of a newer app. */
export function readAbout(bytes: Uint8Array): About {
  const value = parseJson(bytes, { maxBytes: ARCHIVE_LIMITS.about, maxDepth: 6 }, CODES);
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof format === 'number' && Number.isSafeInteger(format) && format > 1)
    return fail('pack/newer-format', { format, known: 1 });
  const { packId, name, trust, from, vouch } = named(shape, value);
  return { packId, name, trust, from, ...(vouch ? { vouch } : {}) };
}

function named<T>(reader: Reader<T>, value: unknown): T {
  try {
    return reader(value, 'haversack.json');
  } catch (thrown) {
    if (!isAppErrorWith(thrown, 'pack/manifest-invalid')) throw thrown;
    return fail('archive/damaged', { what: String(thrown.details['where']) }, thrown);
  }
}
