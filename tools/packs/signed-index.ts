/** The text of /packs/index.json: what is offered, signed with this machine's key where there is one. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueEntry } from '../../src/lib/domain/pack';
import { canonicalJson } from '../../src/lib/packs/form/canonical';
import { CATALOGUE_TEXT } from '../../src/lib/packs/trust/signature';
import { writeIfPossible } from '../disk';
import { warn } from '../terminal.mjs';
import type { PackCache } from './cache';
import { sha256 } from './digests';
import { signingKey, vouchFor, type SigningKey } from './signing';

const DAY_MS = 24 * 3600 * 1000;
/** A server signs as it serves, so this is only how long a copy of its list may be replayed. */
export const SERVED_DAYS = 90;
/** A folder of files is signed again only when somebody runs the command again. */
export const FOLDER_DAYS = 365;

/** `vouch`: as it was found. Packs without one are offered as first seen. */
export type Offer = { packs: readonly CatalogueEntry[]; mirrors?: readonly string[] };
/** `days` it is good for, from `now` (ms). A folder that nobody signs again needs more of them than a server. */
export type Validity = { days: number; now?: number };

/** The newest list signed with this key: `content` is the digest of what it offers, times in ms. */
type Last = { version: number; content: string; issuedAt: number };

/** What this site offers: each pack vouched for, and the list signed. */
export async function signedIndex(cache: PackCache, offer: Offer, validity: Validity): Promise<string> {
  const key = await signingKey(cache);
  if (!key) return unsignedIndex(offer);
  const packs = offer.packs.map(({ packId, manifest }) => ({
    packId,
    manifest,
    vouch: vouchFor(key, packId),
  }));
  return signList(cache, key, { ...offer, packs }, validity);
}

/**
 * A list signed as it is. Another version whenever what is offered has changed, never a smaller one: milliseconds since
 * 1970 where the clock is right, else one more than the last. So two lists of one second differ also where nothing can
 * be remembered between them.
 */
export async function signList(
  cache: PackCache,
  key: SigningKey,
  offer: Offer,
  { days, now = Date.now() }: Validity,
): Promise<string> {
  const packs = offer.packs.map(({ packId, manifest, vouch }) => ({
    packId,
    manifest,
    ...(vouch ? { vouch } : {}),
  }));
  const mirrors = [...(offer.mirrors ?? [])];
  const content = sha256(canonicalJson({ packs, mirrors }));
  const last = await readLast(cache, key);
  const version = last?.content === content ? last.version : Math.max((last?.version ?? 0) + 1, now);
  // A server whose clock went back does not issue a list that seems older than its last.
  const issuedAt = Math.max(now, last?.issuedAt ?? 0);
  if (issuedAt - now > DAY_MS) warn(fromTheFuture(issuedAt, now, lastPath(cache, key)));
  await writeLast(cache, key, { version, content, issuedAt });
  const signed = {
    version,
    issuedAt: new Date(issuedAt).toISOString(),
    expiresAt: new Date(issuedAt + days * DAY_MS).toISOString(),
    packs,
    mirrors,
  };
  const signature = key.sign(CATALOGUE_TEXT + canonicalJson(signed));
  return JSON.stringify({ format: 2, signed, key: key.publicKey, signature });
}

/** Which of the two clocks was wrong only a person can say: apps refuse a list of tomorrow, and one that seems old. */
function fromTheFuture(issuedAt: number, now: number, path: string): string {
  const [last, clock] = [issuedAt, now].map((time) => new Date(time).toISOString());
  return `The last list was signed at ${last}, and this machine's clock says ${clock}. If the clock is right now, delete ${path}: until then apps refuse the list, since it seems to come from the future.`;
}

export function unsignedIndex({ packs, mirrors = [] }: Offer): string {
  const entries = packs.map(({ packId, manifest }) => ({ packId, manifest }));
  return JSON.stringify({ format: 1, packs: entries, ...(mirrors.length > 0 ? { mirrors } : {}) });
}

const lastPath = (cache: PackCache, key: SigningKey) =>
  join(cache.signing, `${sha256(key.publicKey).slice(0, 16)}.json`);

/** Null where there is none, or a hand or a fault has damaged it: the clock then gives the version. */
async function readLast(cache: PackCache, key: SigningKey): Promise<Last | null> {
  try {
    const last = JSON.parse(await readFile(lastPath(cache, key), 'utf8')) as Last;
    return Number.isSafeInteger(last.version) && Number.isSafeInteger(last.issuedAt) ? last : null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof TypeError) return null;
    if (thrown instanceof Error && 'code' in thrown) return null;
    throw thrown;
  }
}

async function writeLast(cache: PackCache, key: SigningKey, last: Last): Promise<void> {
  const path = lastPath(cache, key);
  const aside = `${path}.${randomUUID()}.new`;
  await writeIfPossible(async () => {
    await mkdir(cache.signing, { recursive: true, mode: 0o700 });
    await writeFile(aside, JSON.stringify(last));
    await rename(aside, path);
  }, 'which list was signed last is not remembered.');
}
