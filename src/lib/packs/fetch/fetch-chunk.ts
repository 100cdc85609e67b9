import { CHUNK_BYTES } from '../../domain/bytes';
import type { Digest } from '../../domain/digest';
import { type AppError, appError, toAppError } from '../../domain/errors';
import type { WantedFile } from './arrival';
import { verdictOn } from '../line/retry';
import { isAppErrorWith } from '../form/refused';
import { sha256 } from '../form/sha256';
import { openRange } from '../line/source';
import { isWebPageFile, type Network } from '../line/network';

/** Where a file is served, in the order to ask, and where those addresses may redirect to. */
export type Route = {
  addresses: readonly string[];
  hosts: readonly string[] | undefined;
  network: Network;
};

/** Bytes of the chunk at `index`: CHUNK_BYTES, fewer for the last. */
export function chunkLength(file: WantedFile, index: number): number {
  return Math.min(CHUNK_BYTES, file.bytes - index * CHUNK_BYTES);
}

/**
 * One chunk whose digest is known, asked for by itself: from each address in turn until one sends the right bytes.
 * Throws what went wrong: a passing fault if any address had one, else `source/digest`.
 */
export async function fetchChunk(
  file: WantedFile,
  index: number,
  expected: Digest,
  { addresses, hosts, network }: Route,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  let passing: AppError | undefined;
  let lasting: AppError | undefined;
  for (const address of addresses) {
    try {
      const bytes = await oneChunk(file, index, { address, hosts }, network, signal);
      const found = await sha256(bytes);
      if (found === expected) return bytes;
      lasting = appError('source/digest', {
        ...{ file: file.path, chunk: index, found },
        host: new URL(address).host,
      });
    } catch (thrown) {
      if (signal.aborted || !isAppErrorWith(thrown, 'source/')) throw thrown;
      const error = toAppError(thrown);
      if (verdictOn(error) === 'again') passing = error;
      else lasting = error;
    }
  }
  throw passing ?? lasting ?? appError('source/unreachable', { file: file.path });
}

async function oneChunk(
  file: WantedFile,
  index: number,
  { address, hosts }: { address: string; hosts: readonly string[] | undefined },
  network: Network,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const offset = index * CHUNK_BYTES;
  const chunk = new Uint8Array(chunkLength(file, index));
  const response = await openRange(
    {
      url: address,
      offset,
      end: offset + chunk.length,
      closed: true,
      webPage: isWebPageFile(file.path),
      hosts,
    },
    network,
    signal,
  );
  let filled = 0;
  for await (const piece of response.body) {
    chunk.set(piece, filled);
    filled += piece.length;
  }
  if (filled < chunk.length)
    throw appError('source/too-short', { file: file.path, host: new URL(address).host });
  return chunk;
}
