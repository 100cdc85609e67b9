import type { Digest } from '../domain/digest';
import type { LibraryTarget } from '../domain/pack';
import type { LibraryFacts } from './library';
import records from './own-libraries.json';

/** What a library of ours was compiled for. It computes right whatever comes before: tests hold it to that. */
export type OwnLibrary = Omit<LibraryFacts, 'params'> & { id: string; target: LibraryTarget };

/** Written by `npm run libs:build`: the app knows its libraries by their digests, offline and without asking. */
type OwnRecord = Omit<OwnLibrary, 'id'> & { wasm: string; gz: string };

/** The library with this digest, packed or unpacked, if it is one that this build was made with. */
export function ownLibrary(sha256: Digest): OwnLibrary | undefined {
  for (const [id, record] of Object.entries(records as Record<string, OwnRecord>)) {
    if (record.gz === sha256 || record.wasm === sha256) return { id, ...record };
  }
  return undefined;
}
