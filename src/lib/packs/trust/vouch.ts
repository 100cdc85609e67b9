import type { InstalledPack, PackId, Trust, Vouch } from '../../domain/pack';
import type { VetCheck } from '../../domain/vetting';
import { isAppErrorWith } from '../form/refused';
import { isSignedBy, VOUCH_TEXT } from './signature';

/** `unchecked`: this browser cannot check signatures. */
type Judgement = 'good' | 'bad' | 'unchecked';

/**
 * True if a site whose key this build pins has signed this pack id. The id is the digest of the manifest, and the
 * manifest has the digest of every file: the word holds wherever the pack comes from. Where a browser cannot check
 * signatures nobody vouches.
 */
export async function verifyVouch(
  packId: PackId,
  vouch: Vouch | undefined,
  pinnedKeys: readonly string[],
): Promise<boolean> {
  return (await judge(packId, vouch, pinnedKeys)) === 'good';
}

type Recorded = Pick<InstalledPack, 'packId' | 'manifest' | 'trust' | 'vouch' | 'vetting' | 'verification'>;

/**
 * A pack as its record has it -> as it can be shown. A record may be damaged or edited, and an app that was updated may
 * pin other keys: whether somebody vouches is told from the signature alone, each time that the app is opened. A record
 * that claims it in vain counts as first seen, with a failed check.
 */
export async function proven<T extends Recorded>(pack: T, pinnedKeys: readonly string[]): Promise<T> {
  const found = await judgeOnce(pack.packId, pack.vouch, pinnedKeys);
  if (found !== 'good' && pack.trust !== 'vouched' && !claimsVouch(pack)) return pack;
  const trust: Trust = found === 'good' ? 'vouched' : withoutVouch(pack.trust);
  const { checkedAt, checks, unknown } = pack.vetting ?? {
    checkedAt: pack.verification.checkedAt,
    checks: [],
    unknown: [],
  };
  const others = checks.filter(({ what }) => what !== 'vouch');
  const vetting = { checkedAt, checks: [...others, ofVouch(RESULT[found])], unknown };
  return { ...pack, trust, vetting };
}

/** What is left of a trust for which there is no good signature. */
export function withoutVouch(trust: Trust): Trust {
  return trust === 'vouched' ? 'first-seen' : trust;
}

export function ofVouch(result: VetCheck['result']): VetCheck {
  return { what: 'vouch', path: '', result, details: '' };
}

const RESULT = { good: 'passed', bad: 'failed', unchecked: 'unknown' } as const;

const claimsVouch = ({ vetting }: Recorded) => vetting?.checks.some(({ what }) => what === 'vouch') ?? false;

async function judge(
  packId: PackId,
  vouch: Vouch | undefined,
  pinnedKeys: readonly string[],
): Promise<Judgement> {
  if (!vouch || !pinnedKeys.includes(vouch.key)) return 'bad';
  try {
    return (await isSignedBy(VOUCH_TEXT + packId, vouch.key, vouch.signature)) ? 'good' : 'bad';
  } catch (thrown) {
    if (isAppErrorWith(thrown, 'device/no-signatures')) return 'unchecked';
    throw thrown;
  }
}

/** What a signature is does not change while this thread lives, and the list of what is here is asked for often. */
const good = new Set<string>();
const MOST_GOOD = 1000;

async function judgeOnce(
  packId: PackId,
  vouch: Vouch | undefined,
  pinnedKeys: readonly string[],
): Promise<Judgement> {
  const name = vouch && pinnedKeys.includes(vouch.key) ? `${packId} ${vouch.key} ${vouch.signature}` : '';
  if (good.has(name)) return 'good';
  const found = await judge(packId, vouch, pinnedKeys);
  if (good.size >= MOST_GOOD) good.clear();
  if (found === 'good') good.add(name);
  return found;
}
