import { toDigest, type Digest } from '../../src/lib/domain/digest';
import type { CatalogueEntry, PackManifest, Shard } from '../../src/lib/domain/pack';
import { packIdOf } from '../../src/lib/packs/form/canonical';
import type { BadFile } from './bad-server';
import { seededBytes } from './seeded-bytes';
import { vouchOf } from './signed-site';

const MIB = 1024 * 1024;

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<Digest> {
  return toDigest(await crypto.subtle.digest('SHA-256', bytes));
}

export async function seededShard(
  {
    path,
    seed,
    bytes,
    role = 'weights',
  }: { path: string; seed: number; bytes: number; role?: Shard['role'] },
  chunked = true,
): Promise<Shard> {
  const data = seededBytes(seed, bytes);
  const chunks: Digest[] = [];
  for (let at = 0; at < bytes; at += MIB) chunks.push(await digestOf(data.slice(at, at + MIB)));
  return { path, role, bytes, sha256: await digestOf(data), ...(chunked ? { chunks } : {}) };
}

/** A manifest that is right in every part, around these files. */
export function manifestWith(shards: Shard[]): PackManifest {
  return {
    format: 1,
    name: 'Small pack',
    family: 'seeded bytes',
    model: {
      architecture: 'llama',
      parameters: 1000,
      quantisation: 'none',
      contextTokens: 128,
      vocabulary: 256,
      chat: null,
      controlTokens: ['<|im_end|>'],
    },
    languages: ['en'],
    translation: [{ from: 'es', to: 'en', grade: 'unknown' }],
    tasks: ['self-test'],
    warnings: ['demo-only'],
    licence: {
      spdx: 'Apache-2.0',
      name: 'Apache License 2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0',
      attribution: '',
      conditions: [],
      mustAccept: false,
    },
    openness: {
      class: 'open-source',
      weights: true,
      code: true,
      trainingData: true,
      evidence: 'Made from a seed.',
      evidenceUrl: '',
    },
    memoryBytes: 1000,
    shards,
    lineage: { upstream: { name: 'seed', url: '', revision: '1' }, steps: [] },
  };
}

export type SmallPack = { entry: CatalogueEntry; weights: Shard; files: Record<string, BadFile> };

/** A vouched pack of one licence text and one file of weights, with what the bad server must hold to serve it. */
export async function smallPack({
  seed = 7,
  mib = 4,
  chunked = true,
  change = (manifest: PackManifest) => manifest,
} = {}): Promise<SmallPack> {
  const bytes = Math.round(mib * MIB);
  const weights = await seededShard({ path: 'model.gguf', seed, bytes }, chunked);
  const licence = await seededShard({ path: 'LICENSE.txt', seed: 1, bytes: 5000, role: 'licence' });
  const manifest = change(manifestWith([weights, licence]));
  const packId = await packIdOf(manifest);
  return {
    entry: { packId, manifest, vouch: await vouchOf(packId) },
    weights,
    files: {
      [`blobs/${weights.sha256}`]: { seed, bytes },
      [`blobs/${licence.sha256}`]: { seed: 1, bytes: 5000 },
    },
  };
}
