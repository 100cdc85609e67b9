import type { Candidate } from './device';
import { libraryShard, type PackManifest } from './pack';

/** What of a manifest matters for "will it run here?". */
export function candidateOf(manifest: PackManifest): Candidate {
  const weights = manifest.shards.filter(({ role }) => role === 'weights');
  return {
    memoryBytes: manifest.memoryBytes,
    weightsBytes: weights.reduce((sum, { bytes }) => sum + bytes, 0),
    layout: manifest.layout ?? 'gguf',
    ...(manifest.requires ? { requires: manifest.requires } : {}),
    hasLibrary: libraryShard(manifest, 'gpu') !== undefined,
  };
}
