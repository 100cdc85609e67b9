import { MIB } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import type { HubSource } from '../../domain/pack';
import { hubUrl } from '../fetch/addresses';
import { isWebPageFile, type Network } from '../line/network';
import { sha256 } from '../form/sha256';
import { fetchSmall } from '../line/source';
import type { HubFile } from './answer';
import { naming } from './ask';
import { gitBlobId } from './git-blob';
import { patiently } from './patient';

/** Held in memory while planning: a tokenizer.json has up to 20 MB, a compiled library 7. */
export const SMALL_FILE_BYTES = 64 * MIB;

export type SmallFile = { bytes: Uint8Array<ArrayBuffer>; sha256: Digest };

/**
 * A file of a repository, whole, at the source's commit: checked against the digest that the hub publishes for it, and
 * named by its SHA-256 from here on. Throws `source/digest` where it is another file.
 */
export async function fetchSmallFile(
  source: HubSource,
  file: HubFile,
  network: Network,
  signal: AbortSignal,
): Promise<SmallFile> {
  const host = new URL(source.endpoint).host;
  if (file.bytes > SMALL_FILE_BYTES)
    return fail('source/too-long', { host, file: file.path, bytes: file.bytes });
  const what = `${source.repo}: ${file.path}`;
  const get = () =>
    fetchSmall(
      hubUrl(source, file.path),
      file.bytes,
      network,
      signal,
      source.hosts,
      isWebPageFile(file.path),
    );
  const fetched = await naming(what, () => patiently(get, network, signal));
  const bytes = Uint8Array.from(fetched);
  if (bytes.length !== file.bytes)
    return fail('source/too-short', { host, file: file.path, bytes: file.bytes, got: bytes.length });
  const digest = await sha256(bytes);
  const right = file.lfs ? digest === file.lfs : (await gitBlobId(bytes)) === file.blobId;
  return right ? { bytes, sha256: digest } : fail('source/digest', { host, file: file.path });
}
