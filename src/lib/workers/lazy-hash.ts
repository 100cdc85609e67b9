import type { OpenSha256 } from '../packs/form/sha256';
import { loaded } from '../packs/late-code';

/** The hash, with its thread, is loaded with the first file that is written, so that the start page stays small. */
export function lazySha256(): OpenSha256 {
  let hash: OpenSha256 | undefined;
  return async (file) => {
    const { threadedSha256 } = await loaded(import('./hash-thread'));
    hash ??= threadedSha256();
    return hash(file);
  };
}
