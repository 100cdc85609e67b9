import type { PackManifest, Shard, Trust } from '../../domain/pack';
import type { UnknownFact } from '../../domain/vetting';
import type { PacksRoom } from '../room';
import type { PackStore } from '../store';
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
  /** What was recognised, before anything is stored: `needed` bytes of storage, of `totalBytes` in all. */
  | { kind: 'found'; what: Recognised['kind']; name: string; totalBytes: number; needed: number }
  /** A file whose digest must be computed is read into quarantine. */
  | { kind: 'reading'; file: string; readBytes: number; totalBytes: number };

/** What no check can tell of a model that nobody known vouches for; its own papers may claim anything. */
export function unknownOf(manifest: PackManifest, trust: Trust, ours: readonly Shard[]): UnknownFact[] {
  if (trust === 'vouched') return [];
  const foreign = manifest.shards.some(
    ({ role, sha256 }) => role === 'library' && !ours.some((library) => library.sha256 === sha256),
  );
  return [
    'who-made-it',
    ...(manifest.warnings.includes('unmeasured') ? (['quality'] as const) : []),
    ...(foreign ? (['foreign-library'] as const) : []),
  ];
}
