import type { ErrorShape } from '../../domain/errors';
import type { Shard } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import type { UnknownFact } from '../../domain/vetting';
import { anyForeign } from '../trust/foreign-library';
import type { PacksRoom } from '../room';
import type { PackStore } from '../store/store';
import type { KnownPack } from './known';
import type { Recognised } from './recognise';

/** What planning from files needs; `store` is open. */
export type Planning = {
  room: PacksRoom;
  store: PackStore;
  known: readonly KnownPack[];
  signal: AbortSignal;
};

/** What planning from files says while it runs. */
export type FilesEvent =
  /** So many of the chosen files were looked at, to see which are models. */
  | { kind: 'looking'; looked: number; files: number }
  /** One of several that cannot be used, and why: the others go on. */
  | { kind: 'refused'; file: string; error: ErrorShape }
  /** What was recognised, before anything is stored: `needed` bytes of storage, of `totalBytes` in all. */
  | { kind: 'found'; what: Recognised['kind']; name: string; totalBytes: number; needed: number }
  /** A file whose digest must be computed is read into quarantine. */
  | { kind: 'reading'; file: string; readBytes: number; totalBytes: number }
  /** Said last: so many models more were among the files than can be planned at once. They were not read. */
  | { kind: 'left-out'; count: number };

/** What one find among the chosen files came to. */
export type Planned = { plans: PlannedPack[]; leftOut: number };

/**
 * What no check can tell of a model that nobody known vouches for; its own papers may claim anything. `fitting` are
 * libraries of this site, which may offer others than those that this build was made with.
 */
export async function unknownOf(
  { known, room }: Pick<Planning, 'known' | 'room'>,
  { manifest, trust }: KnownPack,
  fitting: readonly Shard[],
): Promise<UnknownFact[]> {
  if (trust === 'vouched') return [];
  const vouched = known.filter((pack) => pack.trust === 'vouched').flatMap((pack) => pack.manifest.shards);
  const ours = new Set([...fitting, ...vouched].map(({ sha256 }) => sha256));
  const others = manifest.shards.filter(({ sha256 }) => !ours.has(sha256));
  return [
    'who-made-it',
    ...(manifest.warnings.includes('unmeasured') ? (['quality'] as const) : []),
    ...((await anyForeign(room.inspect, others)) ? (['foreign-library'] as const) : []),
  ];
}
