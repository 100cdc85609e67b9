import { fail, isAbort } from '../../domain/errors';
import type { Digest } from '../../domain/digest';

/** One lock per blob: its writer holds it alone, its readers share it. It ends with its tab, however that ends. */
function lockName(sha256: Digest): string {
  return `haversack:blob:${sha256}`;
}

/** Gives the lock back. */
export type Release = () => void;

/** A lock that was just given back is free only a moment later. */
const MOMENT_MS = 1000;

/** Waits for as long as `signal` lets it; an abort rejects with its reason. */
export function waitForLock(sha256: Digest, mode: LockMode, signal: AbortSignal): Promise<Release> {
  return new Promise((resolve, reject) => {
    const hold = () => new Promise<void>((release) => resolve(release));
    navigator.locks.request(lockName(sha256), { mode, signal }, hold).catch(reject);
  });
}

/**
 * Undefined if somebody else's lock is in the way, and stays there for a moment. Where nobody's is, it waits: on a busy
 * machine the browser itself may take longer to answer.
 */
export async function tryLock(sha256: Digest, mode: LockMode): Promise<Release | undefined> {
  const giveUp = new AbortController();
  const look = async () => {
    if (await isInTheWay(sha256, mode)) giveUp.abort(new DOMException('not free', 'AbortError'));
  };
  const timer = setInterval(() => void look(), MOMENT_MS);
  try {
    return await waitForLock(sha256, mode, giveUp.signal);
  } catch (thrown) {
    if (isAbort(thrown)) return undefined;
    throw thrown;
  } finally {
    clearInterval(timer);
  }
}

/** Whether somebody holds the lock, or waits for it, against whom our own request, which waits, does not come through. */
async function isInTheWay(sha256: Digest, mode: LockMode): Promise<boolean> {
  const { held = [], pending = [] } = await navigator.locks.query();
  const name = lockName(sha256);
  const waiting = pending.filter((each) => each.name === name);
  if (waiting.length === 0) return false; // ours came through just now
  const holding = held.filter((each) => each.name === name);
  if (mode === 'exclusive') return holding.length > 0 || waiting.length > 1;
  return [...holding, ...waiting].some((each) => each.mode === 'exclusive');
}

/** For readers: who writes a blob that is in use repairs or removes it, which may take long. */
export async function lockToRead(sha256: Digest): Promise<Release> {
  return (await tryLock(sha256, 'shared')) ?? fail('storage/busy', { sha256 });
}

/** How the lock is held at this moment, by anybody. */
export async function heldAs(sha256: Digest): Promise<LockMode | undefined> {
  const { held = [] } = await navigator.locks.query();
  return held.find(({ name }) => name === lockName(sha256))?.mode;
}
