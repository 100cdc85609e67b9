import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '../../src/lib/domain/digest';
import { canonicalJson } from '../../src/lib/packs/form/canonical';
import { PackCache } from '../../tools/packs/cache';
import { SERVED_DAYS, signedIndex } from '../../tools/packs/signed-index';
import type { PackOffer } from '../../tools/packs/site';
import { tinyPack } from '../fakes/tiny-pack';

/** A pack for the null engine: every page takes it for a model, and it installs at once. */
export async function nullPack(folder: string): Promise<PackOffer> {
  const { entry, weights, gguf } = await tinyPack((manifest) => ({
    ...manifest,
    name: 'Null model',
    tasks: ['translate', 'draft'],
  }));
  const path = join(folder, 'null.gguf');
  await writeFile(path, gguf);
  const { packId, manifest } = entry;
  const pack = { packId, manifest, canonical: canonicalJson(manifest) };
  return {
    packs: async () => [pack],
    index: () => signedIndex(new PackCache(), { packs: [pack] }, { days: SERVED_DAYS }),
    blob: async (sha256: Digest) => (sha256 === weights.sha256 ? path : null),
  };
}
