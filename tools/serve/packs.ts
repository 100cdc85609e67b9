/** /packs/index.json, /packs/<packId>.json and /packs/blobs/<sha256>: the same in the built site, in dev and in tests. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDigest } from '../../src/lib/domain/digest';
import { sha256 } from '../packs/digests';
import type { PackOffer } from '../packs/site';
import { fileAt } from './app-file';
import { acceptedEncoding, Compressor, LEAST_BYTES } from './compress';
import { BINARY } from './mime';
import { IMMUTABLE, REVALIDATE, sendBytes, sendFile, sendText } from './send';

const PATH = /^\/packs\/(?:(index)|([0-9a-f]{64}))\.json$|^\/packs\/blobs\/([0-9a-f]{64})$/;

export class PackFiles {
  readonly #site: PackOffer;
  readonly #compressor = new Compressor();

  constructor(site: PackOffer) {
    this.#site = site;
  }

  static serves(pathname: string): boolean {
    return pathname === '/packs' || pathname.startsWith('/packs/');
  }

  async serve(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
    const [, index, packId, blob] = PATH.exec(pathname) ?? [];
    if (index) return this.#sendJson(request, response, 'index', await this.#site.index(), REVALIDATE);
    if (packId) {
      const pack = (await this.#site.packs()).find((one) => one.packId === packId);
      // The canonical text, so that the digest of what is served is the name it is served under.
      if (pack) return this.#sendJson(request, response, packId, pack.canonical, IMMUTABLE);
    }
    if (blob && isDigest(blob)) {
      const path = await this.#site.blob(blob);
      const file = path === null ? null : await fileAt(path);
      if (file)
        return sendFile(request, response, {
          ...file,
          etag: `"${blob}"`,
          type: BINARY,
          cacheControl: IMMUTABLE,
        });
    }
    sendText(response, 404, 'There is no such pack or file here.');
  }

  /** Packed where the browser takes it: a list holds a digest per MiB and long lists of tokens, a quarter of it on the line. */
  async #sendJson(
    request: IncomingMessage,
    response: ServerResponse,
    name: string,
    text: string,
    cacheControl: string,
  ): Promise<void> {
    const digest = sha256(text);
    const headers = { 'Content-Type': 'application/json', 'Cache-Control': cacheControl };
    const encoding = acceptedEncoding(request.headers['accept-encoding']);
    response.setHeader('Vary', 'Accept-Encoding');
    if (!encoding || text.length < LEAST_BYTES)
      return sendBytes(request, response, Buffer.from(text), { ...headers, ETag: `"${digest}"` });
    sendBytes(request, response, await this.#compressor.packText(name, digest, text, encoding), {
      ...headers,
      'Content-Encoding': encoding,
      ETag: `"${digest}-${encoding}"`,
    });
  }
}
