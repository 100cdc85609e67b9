import { fail } from '../domain/errors';
import type { Digest } from '../domain/digest';

/** One lock per blob: its writer holds it alone, its readers share it. It ends with its tab, however that ends. */
function lockName(sha256: Digest): string {
  return `haversack:blob:${sha256}`;
}

/** Gives the lock back. */
export type Release = () => void;

/** Resolves with undefined, at once, if somebody else's lock is in the way. */
export function tryLock(sha256: Digest, mode: LockMode): Promise<Release | undefined> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(lockName(sha256), { mode, ifAvailable: true }, (lock) => {
      if (!lock) return void resolve(undefined);
      return new Promise<void>((release) => resolve(release));
    });
    held.catch(reject);
  });
}

/** Waits for the writer's lock; an abort rejects with AbortError. */
export function waitForLock(sha256: Digest, signal: AbortSignal): Promise<Release> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(
      lockName(sha256),
      { mode: 'exclusive', signal },
      () => new Promise<void>((release) => resolve(release)),
    );
    held.catch(reject);
  });
}

/** For readers: waits for nobody, since who writes a blob that is in use repairs or removes it. */
export async function lockToRead(sha256: Digest): Promise<Release> {
  return (await tryLock(sha256, 'shared')) ?? fail('storage/busy', { sha256 });
}
