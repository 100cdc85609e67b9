import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '../../src/lib/domain/digest';
import { canonicalJson, packIdOf } from '../../src/lib/packs/canonical';
import { PackCache } from '../../tools/packs/cache';
import { SERVED_DAYS, signedIndex } from '../../tools/packs/signed-index';
import type { PackOffer } from '../../tools/packs/site';
import { seededBytes } from '../fakes/seeded-bytes';
import { manifestWith, seededShard } from '../fakes/small-pack';

const SEED = 11;
const BYTES = 64 * 1024;

/** A pack for the null engine: every page takes it for a model, and it installs at once. */
export async function nullPack(folder: string): Promise<PackOffer> {
  const weights = await seededShard({ path: 'null.gguf', seed: SEED, bytes: BYTES });
  const path = join(folder, 'null.gguf');
  await writeFile(path, seededBytes(SEED, BYTES));
  const plain = manifestWith([weights]);
  const manifest = {
    ...plain,
    name: 'Null model',
    model: { ...plain.model, contextTokens: 4096 },
    tasks: ['translate' as const, 'draft' as const],
  };
  const pack = { packId: await packIdOf(manifest), manifest, canonical: canonicalJson(manifest) };
  return {
    packs: async () => [pack],
    index: () => signedIndex(new PackCache(), { packs: [pack] }, { days: SERVED_DAYS }),
    blob: async (sha256: Digest) => (sha256 === weights.sha256 ? path : null),
  };
}
