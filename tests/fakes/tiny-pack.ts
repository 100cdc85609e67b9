import { toDigest } from '../../src/lib/domain/digest';
import type { PackManifest } from '../../src/lib/domain/pack';
import { readFacts } from '../../src/lib/gguf/facts';
import { parseHeader } from '../../src/lib/gguf/header';
import { packIdOf } from '../../src/lib/packs/form/canonical';
import { memorySource } from '../fixtures/gguf/memory-source';
import { tinyLlama, withMetadata } from '../fixtures/gguf/tiny-models';
import { writeGguf } from '../fixtures/gguf/write-gguf';
import { vouchOf } from './signed-site';
import { manifestWith, type SmallPack } from './small-pack';

/** A pack whose weights are a whole GGUF of some kB with random numbers in it: one that passes every check. */
export async function tinyPack(
  change = (manifest: PackManifest) => manifest,
): Promise<SmallPack & { gguf: Uint8Array<ArrayBuffer> }> {
  const gguf = writeGguf(withMetadata(tinyLlama(), 'llama.context_length', { u32: 4096 }));
  const sha256 = toDigest(await crypto.subtle.digest('SHA-256', gguf));
  const weights = {
    path: 'tiny.gguf',
    role: 'weights' as const,
    bytes: gguf.length,
    sha256,
    chunks: [sha256],
  };
  const { model } = readFacts(await parseHeader(memorySource(gguf)));
  const manifest = change({ ...manifestWith([weights]), model });
  const packId = await packIdOf(manifest);
  let binary = '';
  for (const byte of gguf) binary += String.fromCharCode(byte);
  return {
    entry: { packId, manifest, vouch: await vouchOf(packId) },
    weights,
    gguf,
    files: { [`blobs/${sha256}`]: { base64: btoa(binary) } },
  };
}
