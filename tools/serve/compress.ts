/** Brotli or gzip of the build's text files, made on first use and kept while the server runs. */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { AppFile } from './app-file';

export type Encoding = 'br' | 'gzip';

/** Below this a header costs more than it saves. */
export const LEAST_BYTES = 1024;
/** Good enough for a local server; a static host compresses by its own rules. */
const QUALITY = 5;

export function acceptedEncoding(header: string | undefined): Encoding | null {
  const names = (header ?? '').split(',').map((part) => part.trim());
  const accepts = (name: string) =>
    names.some((part) => part.split(';')[0] === name && !/;\s*q=0(\.0*)?$/.test(part));
  if (accepts('br')) return 'br';
  return accepts('gzip') ? 'gzip' : null;
}

export class Compressor {
  readonly #kept = new Map<string, Promise<Buffer>>();

  /** The packed file; one entry per path and encoding, replaced when the file changes. */
  pack(file: AppFile, encoding: Encoding): Promise<Buffer> {
    const key = `${encoding} ${file.modified} ${file.size} ${file.path}`;
    let packed = this.#kept.get(key);
    if (!packed) {
      for (const old of this.#kept.keys())
        if (old.startsWith(encoding) && old.endsWith(` ${file.path}`)) this.#kept.delete(old);
      packed = compress(file.path, encoding);
      this.#kept.set(key, packed);
    }
    return packed;
  }
}

async function compress(path: string, encoding: Encoding): Promise<Buffer> {
  const plain = await readFile(path);
  if (encoding === 'gzip') return promisify(gzip)(plain);
  return promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
}
