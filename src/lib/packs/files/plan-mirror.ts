import { fail } from '../../domain/errors';
import { standardText } from '../../domain/licence-texts';
import type { CatalogueEntry } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import { CATALOGUE_LIMITS, checkEntry } from '../trust/catalogue';
import { parseJson } from '../form/json';
import { isAppErrorWith } from '../form/refused';
import { list, type Reader } from '../form/shape';
import { verifyVouch } from '../trust/vouch';
import { fileSource } from './file-source';
import { nameOf } from './picked';
import { inspectPack, type OpenShard } from './plan-archive';
import { type Planned, type Planning, unknownOf } from './planning';
import type { Recognised } from './recognise';

const CODES = { tooLarge: 'pack/manifest-too-large', invalid: 'pack/manifest-invalid' } as const;
const MOST_PACKS = 1000;
const packs = list<unknown>((value) => value, MOST_PACKS);
const asObject: Reader<Record<string, unknown>> = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

type Mirror = Extract<Recognised, { kind: 'mirror' }>;

/**
 * The models of a mirror's folder whose weights are in it: libraries and standard texts of licences the app has itself.
 * The list may be old, or of a stranger: it is believed only where a model carries the signature of a site that this
 * build knows, which does not age. The first `most` are planned, in the order of the list; the others are counted.
 */
export async function planMirror(planning: Planning, mirror: Mirror, most: number): Promise<Planned> {
  const source = fileSource(mirror.index.file, 'index.json');
  if (source.size > CATALOGUE_LIMITS.maxBytes)
    return fail(CODES.tooLarge, { limit: CATALOGUE_LIMITS.maxBytes });
  const outer = asObject(parseJson(await source.read(0, source.size), CATALOGUE_LIMITS, CODES), 'index.json');
  const inner = 'signed' in outer ? asObject(outer['signed'], 'index.json') : outer;
  const plans: PlannedPack[] = [];
  let leftOut = 0;
  for (const [at, given] of packs(inner['packs'], 'index.json.packs').entries()) {
    const entry = await entryOf(given, at);
    const here = entry?.manifest.shards.every(
      ({ role, sha256, bytes }) =>
        role === 'library' || standardText(sha256) || mirror.blobs.get(sha256)?.file.size === bytes,
    );
    if (!entry || !here) continue;
    if (plans.length >= most) leftOut++;
    else plans.push(await planEntry(planning, mirror, entry));
  }
  if (plans.length + leftOut === 0) return fail('archive/unknown-kind', { file: 'index.json' });
  return { plans, leftOut };
}

async function planEntry(planning: Planning, mirror: Mirror, entry: CatalogueEntry): Promise<PlannedPack> {
  const { room } = planning;
  const { packId, manifest, vouch } = entry;
  const open: OpenShard = async ({ sha256 }) => {
    const blob = mirror.blobs.get(sha256);
    return blob && fileSource(blob.file, nameOf(blob.path));
  };
  const trust = (await verifyVouch(packId, vouch, room.keys)) ? 'vouched' : 'first-seen';
  const found = { name: manifest.name, url: '', revision: '' };
  const { fits, libraries } = await inspectPack(planning, manifest, open, found);
  return room.plans.add({
    ...{ manifest, trust, fits },
    ...(trust === 'vouched' && vouch ? { vouch } : {}),
    source: { kind: 'folder', fileName: (nameOf(mirror.folder.slice(0, -1)) || 'index.json').slice(0, 1000) },
    unknown: await unknownOf(planning, { manifest, trust }, libraries),
    supply: { kind: 'local', open },
  });
}

/** Undefined for what this version cannot read: it does not hide the others. */
async function entryOf(given: unknown, at: number): Promise<CatalogueEntry | undefined> {
  try {
    return await checkEntry(given, `index.json.packs[${at}]`);
  } catch (thrown) {
    if (isAppErrorWith(thrown, 'pack/')) return undefined;
    throw thrown;
  }
}
