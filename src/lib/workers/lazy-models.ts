import type { Inspector, Vet } from '../domain/inspect';
import { fail } from '../domain/errors';
import type { LoadLibraries } from './libraries';

/** What knows models is much code: it is loaded with the first model, so that the start page stays small. */
export function lazyInspector(libraries: LoadLibraries): Inspector {
  const open = async () => (await loaded(import('./inspect'))).createInspector(libraries);
  return {
    gguf: async (...asked) => (await open()).gguf(...asked),
    mlc: async (...asked) => (await open()).mlc(...asked),
    isOwnLibrary: async (sha256) => (await open()).isOwnLibrary(sha256),
  };
}

export const lazyVet: Vet = async (...asked) => (await loaded(import('./vet'))).vet(...asked);

/** The app is not saved on this device yet, and the network went away. */
async function loaded<T>(code: Promise<T>): Promise<T> {
  try {
    return await code;
  } catch (cause) {
    return fail('source/unreachable', { host: globalThis.location.host }, cause);
  }
}
