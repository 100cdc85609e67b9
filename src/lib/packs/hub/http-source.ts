import { type ByteSource, MIB } from '../../domain/bytes';
import { appError, fail } from '../../domain/errors';
import type { Network } from '../line/network';
import { openRange } from '../line/source';
import { patiently } from './patient';

/** The largest header that the GGUF reader takes, and what it asks for beyond it. */
const MOST_BYTES = 80 * MIB;

/**
 * A file at an address, read in pieces by Range requests: for headers, not for weights. What comes is not checked here;
 * it decides nothing but a plan, and the file is checked whole when it is installed. Throws `source/` errors.
 */
export function httpSource(
  url: string,
  size: number,
  hosts: readonly string[],
  network: Network,
  signal: AbortSignal,
): ByteSource {
  let asked = 0;
  const host = new URL(url).host;

  async function once(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const request = { url, offset, end: offset + length, closed: true, webPage: false, hosts };
    const response = await openRange(request, network, signal);
    const bytes = new Uint8Array(length);
    let filled = 0;
    try {
      for await (const piece of response.body) {
        bytes.set(piece, filled);
        filled += piece.length;
      }
    } finally {
      response.close();
    }
    return filled === length ? bytes : fail('source/too-short', { host, bytes: length, got: filled });
  }

  return {
    size,
    async read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > size)
        return fail('source/too-short', { host, bytes: offset + length, got: size });
      asked += length;
      if (asked > MOST_BYTES) return fail('source/too-long', { host, bytes: MOST_BYTES });
      if (length === 0) return new Uint8Array(0);
      return patiently(() => once(offset, length), network, signal);
    },
    close: () => {},
  };
}

/** A file that is in memory already. */
export function memorySource(bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => {
      if (offset < 0 || length < 0 || offset + length > bytes.length)
        throw appError('pack/corrupt', {
          offset,
          length,
          size: bytes.length,
          problem: 'read beyond the end',
        });
      return bytes.slice(offset, offset + length);
    },
    close: () => {},
  };
}
