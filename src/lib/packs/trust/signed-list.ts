import { type ErrorShape, errorShape, fail } from '../../domain/errors';
import { canonicalJson } from '../form/canonical';
import type { ListJudge } from './catalogue';
import { isAppErrorWith } from '../form/refused';
import { refuseOlder, type Seen } from './seen';
import { sha256 } from '../form/web-digest';
import { integer, object, type Reader, refuse } from '../form/shape';
import { CATALOGUE_TEXT, isSignedBy } from './signature';

/** What a list may come from the future: clocks set by hand are wrong by time zones. */
const CLOCK_SLACK_MS = 24 * 3600 * 1000;

/** What the signature is over. Times in ms. `packs` and `mirrors` are read only once the signature was found good. */
export type SignedList = {
  version: number;
  issuedAt: number;
  expiresAt: number;
  packs: unknown;
  mirrors: unknown;
};
type Envelope = { signed: unknown; key: string; signature: string };
type Judged = { signed: SignedList; trust: 'vouched' | 'first-seen'; unchecked?: ErrorShape };

const asIs: Reader<unknown> = (value) => value;
const time: Reader<number> = (value, where) => {
  const ms = typeof value === 'string' && value.length < 40 ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? refuse(where, 'not a time') : ms;
};
const shape: Reader<SignedList> = object({
  version: integer(1, Number.MAX_SAFE_INTEGER),
  issuedAt: time,
  expiresAt: time,
  packs: asIs,
  mirrors: asIs,
});

/**
 * Judges who signed a list, then its age against what was seen before and against the clock; notes it as seen. Where
 * the build pins no key, or the browser cannot check, the list counts as first seen, and nothing is noted.
 */
export async function checkSignedList(
  { signed, key, signature }: Envelope,
  judge: ListJudge,
): Promise<Judged> {
  const unchecked = await judgeSignature(canonicalJson(signed), key, signature, judge.keys);
  const listed = shape(signed, 'catalogue.signed');
  if (unchecked || judge.keys.length === 0)
    return { signed: listed, trust: 'first-seen', ...(unchecked ? { unchecked } : {}) };

  const { version, issuedAt, packs, mirrors } = listed;
  const content = await sha256(new TextEncoder().encode(canonicalJson({ packs, mirrors })));
  const list: Seen = { version, issuedAt, content };
  const seen = await judge.seen.read(key);
  refuseOlder(list, seen);
  await refuseOlderThanOtherKeys(list, key, judge);
  judgeTimes(listed, judge.now, seen);
  try {
    await judge.seen.note(key, list);
  } catch (thrown) {
    // A full disk must not hide what the site offers: what was seen before still counts.
    if (!isAppErrorWith(thrown, 'storage/')) throw thrown;
  }
  return { signed: listed, trust: 'vouched' };
}

/** A site that changes its key pins both for a while: a list of the old key must not bring back what the new one replaced. */
async function refuseOlderThanOtherKeys(list: Seen, key: string, { keys, seen }: ListJudge): Promise<void> {
  for (const other of keys) {
    const known = other === key ? undefined : await seen.read(other);
    if (known && list.issuedAt < known.issuedAt)
      fail('pack/rollback', { version: list.version, seen: known.version });
  }
}

/** `text` is the canonical JSON that was signed. Throws `pack/signature`; returns why it could not be told. */
export async function judgeSignature(
  text: string,
  key: string,
  signature: string,
  keys: readonly string[],
): Promise<ErrorShape | undefined> {
  if (keys.length === 0) return undefined;
  if (!keys.includes(key)) return fail('pack/signature', { problem: 'another key' });
  try {
    if (await isSignedBy(CATALOGUE_TEXT + text, key, signature)) return undefined;
  } catch (thrown) {
    if (isAppErrorWith(thrown, 'device/no-signatures')) return errorShape(thrown);
    throw thrown;
  }
  return fail('pack/signature', { problem: 'not of this list' });
}

/**
 * A clock that was set back must not bring an old list to life: it is at least as late as the newest list was issued.
 * A list from the future would stop that clock for ever, so it is refused too.
 */
function judgeTimes({ issuedAt, expiresAt }: SignedList, clock: number, seen: Seen | undefined): void {
  const now = Math.max(clock, seen?.issuedAt ?? 0);
  const until = new Date(expiresAt).toISOString().slice(0, 10);
  if (expiresAt <= now) fail('pack/expired', { until });
  if (issuedAt > now + CLOCK_SLACK_MS)
    fail('pack/expired', { until, from: new Date(issuedAt).toISOString().slice(0, 10), problem: 'clock' });
}
