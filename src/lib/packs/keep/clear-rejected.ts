import { tryLock } from '../store/locks';
import { forgetRejected } from './rejected';
import type { PackStore } from '../store/store';

/** Throws away what is kept of refused files, unless somebody works on them. Returns the bytes freed. */
export async function clearRejected(store: PackStore): Promise<number> {
  const kept = new Map((await store.list('rejected')).map(({ sha256, bytes }) => [sha256, bytes]));
  let freed = 0;
  for (const sha256 of new Set([...kept.keys(), ...(await store.listRecords('refusals'))])) {
    const release = await tryLock(sha256, 'exclusive');
    if (!release) continue;
    await forgetRejected(store, sha256).finally(release);
    freed += kept.get(sha256) ?? 0;
  }
  return freed;
}
