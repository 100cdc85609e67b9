import { isDigest, type Digest } from '../domain/digest';
import { loadRecord, saveRecord } from '../records';

/** Downloads that the person paused: they do not start again by themselves. */
export async function loadPaused(): Promise<Set<Digest>> {
  const stored = await loadRecord('paused', (value) =>
    Array.isArray(value) ? value.filter(isDigest) : undefined,
  );
  return new Set(stored);
}

export function savePaused(paused: ReadonlySet<Digest>): Promise<void> {
  return saveRecord('paused', [...paused]);
}
