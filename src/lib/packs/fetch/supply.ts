import type { ByteSource } from '../../domain/bytes';
import type { Shard } from '../../domain/pack';

/**
 * Where the bytes of a pack's files come from, whatever the source. Digests are checked the same way in all cases.
 * `addresses` are asked in order; a local source is read; a feed is asked for bytes from an offset on.
 */
export type Supply =
  | { kind: 'network'; addresses: (shard: Shard) => string[]; hosts?: string[] }
  | { kind: 'local'; open: (shard: Shard) => Promise<ByteSource | undefined> }
  | { kind: 'feed'; read: (shard: Shard, offset: number, signal: AbortSignal) => AsyncIterable<Uint8Array> };
