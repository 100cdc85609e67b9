import { MIB } from '../../domain/bytes';
import { fail } from '../../domain/errors';
import type { Shard } from '../../domain/pack';
import { sha256 } from '../form/sha256';
import type { PackStore } from '../store/store';
import type { Supply } from '../fetch/supply';
import { fileSource } from './file-source';

/** Longest licence shown: the longest in use is under 100 kB. */
const MOST_BYTES = MIB;

/**
 * A licence text that lies in the chosen files or is here already, checked by its digest: what a person accepts is what
 * the pack carries.
 */
export async function localText(
  store: PackStore,
  supply: Extract<Supply, { kind: 'local' }>,
  shard: Shard,
): Promise<string> {
  if (shard.bytes > MOST_BYTES) return fail('pack/missing', { file: shard.path });
  const held = await store.ref(shard.sha256);
  const source = held
    ? fileSource(held instanceof Blob ? held : await held.getFile(), shard.path)
    : ((await supply.open(shard)) ?? fail('pack/missing', { file: shard.path }));
  try {
    if (source.size !== shard.bytes) return fail('archive/damaged', { what: shard.path });
    const bytes = await source.read(0, shard.bytes);
    if ((await sha256(bytes)) !== shard.sha256) return fail('archive/damaged', { what: shard.path });
    return new TextDecoder().decode(bytes);
  } finally {
    source.close();
  }
}
