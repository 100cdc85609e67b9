import type { UnfinishedPack } from '../domain/install';
import type { Download, PacksWorker } from './downloads.svelte';

/** A pack that was asked for and is not complete, as the queue knows it. `worker` is who fetches it. */
export function downloadOf(
  { packId, manifest, source, heldBytes, totalBytes, rejected = false }: Omit<UnfinishedPack, 'since'>,
  worker: () => PacksWorker,
): Download {
  const resume: Download['resume'] = (signal) => worker().stream('resume', { packId }, signal);
  const { name } = manifest;
  return { packId, name, source: source.kind, heldBytes, totalBytes, refused: rejected, worker, resume };
}
