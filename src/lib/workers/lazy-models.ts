import type { Inspector, Vet } from '../domain/inspect';
import { loaded } from '../packs/late-code';
import type { LoadLibraries } from './libraries';

/** What knows models is much code: it is loaded with the first model, so that the start page stays small. */
export function lazyInspector(): Inspector {
  let site: LoadLibraries | undefined;
  const libraries: LoadLibraries = async (signal) => {
    site ??= (await loaded(import('./libraries'))).siteLibraries();
    return site(signal);
  };
  const open = async () => (await loaded(import('./inspect'))).createInspector(libraries);
  return {
    gguf: async (...asked) => (await open()).gguf(...asked),
    mlc: async (...asked) => (await open()).mlc(...asked),
    isOwnLibrary: async (sha256) => (await open()).isOwnLibrary(sha256),
  };
}

export const lazyVet: Vet = async (...asked) => (await loaded(import('./vet'))).vet(...asked);
