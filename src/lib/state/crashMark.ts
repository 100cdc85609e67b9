import type { EngineKind } from '../domain/device';
import { isDigest } from '../domain/digest';
import type { PackId } from '../domain/pack';

/** A load that began and never ended: the tab died in it. */
export type Crash = { key: string; packId: PackId; name: string; engine: EngineKind };

const PREFIX = 'haversack:loading:';

/**
 * Marks a load in localStorage, not among the records: it is written and removed at once, also while a page is being
 * closed, and it outlives the process of the tab. A lock that dies with the tab tells a dead load from one of another tab.
 * The result ends the mark. Where the browser keeps nothing, there is no mark.
 */
export async function markLoad(packId: PackId, name: string, engine: EngineKind): Promise<() => void> {
  const key = PREFIX + crypto.randomUUID();
  const release = await holdLock(key);
  const stored = write(key, JSON.stringify({ packId, name, engine }));
  const end = () => {
    removeEventListener('pagehide', end);
    if (stored) localStorage.removeItem(key);
    release();
  };
  // Left or loaded again on purpose: no crash.
  addEventListener('pagehide', end);
  return end;
}

/** A load whose tab died, if there is one. It is told until it is dismissed. */
export async function findCrash(): Promise<Crash | undefined> {
  for (const key of marks()) {
    const crash = parse(key, localStorage.getItem(key));
    if (!crash) localStorage.removeItem(key);
    else if (await isFree(key)) return crash;
  }
  return undefined;
}

export function dismissCrash({ packId }: Crash): void {
  for (const key of marks()) {
    if (parse(key, localStorage.getItem(key))?.packId === packId) localStorage.removeItem(key);
  }
}

function marks(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return []; // storage is shut off in this window: nothing was marked either
  }
}

function write(key: string, value: string): boolean {
  try {
    localStorage.setItem(key, value);
    return true;
  } catch {
    return false; // full, or shut off: the load matters more than its mark
  }
}

function parse(key: string, json: string | null): Crash | undefined {
  try {
    const { packId, name, engine } = JSON.parse(json ?? '') as Record<string, unknown>;
    if (!isDigest(packId) || typeof name !== 'string' || (engine !== 'gpu' && engine !== 'cpu'))
      return undefined;
    return { key, packId, name, engine };
  } catch {
    return undefined; // damaged, or another version's
  }
}

/** Resolves when the lock is held; the result lets it go. */
function holdLock(name: string): Promise<() => void> {
  return new Promise((held, failed) => {
    navigator.locks.request(name, () => new Promise<void>((release) => held(release))).catch(failed);
  });
}

function isFree(name: string): Promise<boolean> {
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => lock !== null);
}
