/** Brotli or gzip of the build's text files and of the lists of packs, made on first use and kept while the server runs. */
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
  readonly #kept = new Map<string, { version: string; packed: Promise<Buffer> }>();

  /** The packed file; one entry per path and encoding, replaced when the file changes. */
  pack(file: AppFile, encoding: Encoding): Promise<Buffer> {
    const version = `${file.modified} ${file.size}`;
    return this.#keep(`${encoding} ${file.path}`, version, async () =>
      compress(await readFile(file.path), encoding),
    );
  }

  /** The same of a text that is made and not read from disk; `version` is another when the text is. */
  packText(name: string, version: string, text: string, encoding: Encoding): Promise<Buffer> {
    return this.#keep(`${encoding} ${name}`, version, () => compress(Buffer.from(text), encoding));
  }

  #keep(key: string, version: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const kept = this.#kept.get(key);
    if (kept?.version === version) return kept.packed;
    const packed = make();
    this.#kept.set(key, { version, packed });
    // What failed once (a disk, a moment without memory) may go well the next time.
    packed.catch(() => this.#kept.delete(key));
    return packed;
  }
}

async function compress(plain: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return promisify(gzip)(plain);
  return promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
}
