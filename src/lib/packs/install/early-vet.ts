import type { Vet } from '../../domain/inspect';
import type { PackManifest } from '../../domain/pack';
import { type Coming, comingFiles } from './coming';
import type { PackStore } from '../store/store';

/** A look at a pack that is begun while the last of it is still on its way. */
export interface EarlyVet {
  files: Coming;
  /** What was found, if every byte that was looked at is in the files as they are now; else it looks again, at those. */
  vet: Vet;
  /** Nobody wants to know any more. */
  end(): void;
}

/**
 * Begins to look at once, in the pauses of the download; what it waits for are the bytes themselves. Whatever goes wrong
 * with it is forgotten: then the files are looked at when they are whole, and that alone is what refuses a pack.
 */
export function vetEarly(vet: Vet, store: PackStore, manifest: PackManifest, signal: AbortSignal): EarlyVet {
  const stop = new AbortController();
  const end = () => {
    signal.removeEventListener('abort', end);
    stop.abort();
  };
  signal.addEventListener('abort', end);
  const files = comingFiles(store, stop.signal);
  const looking = vet(manifest, files.open, stop.signal).catch(() => undefined);
  return {
    files,
    async vet(...asked) {
      const found = await looking;
      signal.throwIfAborted();
      return found && files.readTruly() ? found : vet(...asked);
    },
    end,
  };
}
