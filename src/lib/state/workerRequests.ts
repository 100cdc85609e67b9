import type { RequestCount } from '../domain/requests';
import type { PacksWorker } from './downloads.svelte';

/** What all these workers have asked the network for, each counted once. */
export async function requestsOf(workers: readonly PacksWorker[]): Promise<RequestCount> {
  const counts = await Promise.all([...new Set(workers)].map((worker) => worker.call('requests', {})));
  const sum = (kind: keyof RequestCount) => counts.reduce((all, count) => all + count[kind], 0);
  return { own: sum('own'), other: sum('other') };
}
