import type { UnfinishedPack } from '../domain/install';
import type { Ask, Download, PacksWorker } from './downloads.svelte';

/** What is known of a pack that is not complete. */
export type Incomplete = Omit<UnfinishedPack, 'since'>;

/** A pack that was asked for and is not complete, as the queue knows it. `worker` is who fetches it. */
export function downloadOf(
  { packId, manifest, source, heldBytes, totalBytes, rejected = false }: Incomplete,
  worker: () => PacksWorker,
  begin?: Ask,
): Download {
  const resume: Download['resume'] = (signal) => worker().stream('resume', { packId }, signal);
  const { name } = manifest;
  const asked = { packId, name, source: source.kind, heldBytes, totalBytes, refused: rejected };
  return { ...asked, worker, resume, ...(begin ? { begin } : {}) };
}
