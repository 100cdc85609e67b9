import type { ByteSource } from '../domain/bytes';
import { fail } from '../domain/errors';
import type { PackManifest, Shard } from '../domain/pack';
import { MLC_LIMITS } from '../mlc/limits';
import type { Findings } from './findings';

export type OpenShard = (shard: Shard) => Promise<ByteSource>;
export type VetLayout = (manifest: PackManifest, open: OpenShard, findings: Findings) => Promise<void>;

/** A small file as a whole; the largest that one may be is a library or a tokenizer. */
export async function readWhole(shard: Shard, open: OpenShard): Promise<Uint8Array<ArrayBuffer>> {
  const limit = Math.max(MLC_LIMITS.libraryBytes, MLC_LIMITS.tokenizerBytes);
  if (shard.bytes > limit) fail('mlc/invalid', { file: shard.path, problem: 'too-large', limit });
  const source = await open(shard);
  try {
    return (await source.read(0, source.size)).slice();
  } finally {
    source.close();
  }
}
