/** /packs/index.json, /packs/<packId>.json and /packs/blobs/<sha256>: the same in the built site, in dev and in tests. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDigest } from '../../src/lib/domain/digest';
import { sha256 } from '../packs/digests';
import type { PackOffer } from '../packs/site';
import { fileAt } from './app-file';
import { BINARY } from './mime';
import { IMMUTABLE, REVALIDATE, sendBytes, sendFile, sendText } from './send';

const PATH = /^\/packs\/(?:(index)|([0-9a-f]{64}))\.json$|^\/packs\/blobs\/([0-9a-f]{64})$/;

export class PackFiles {
  readonly #site: PackOffer;

  constructor(site: PackOffer) {
    this.#site = site;
  }

  static serves(pathname: string): boolean {
    return pathname === '/packs' || pathname.startsWith('/packs/');
  }

  async serve(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
    const [, index, packId, blob] = PATH.exec(pathname) ?? [];
    if (index) return sendJson(request, response, await this.#site.index(), REVALIDATE);
    if (packId) {
      const pack = (await this.#site.packs()).find((one) => one.packId === packId);
      // The canonical text, so that the digest of what is served is the name it is served under.
      if (pack) return sendJson(request, response, pack.canonical, IMMUTABLE);
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
}

function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  text: string,
  cacheControl: string,
): void {
  const headers = {
    'Content-Type': 'application/json',
    'Cache-Control': cacheControl,
    ETag: `"${sha256(text)}"`,
  };
  sendBytes(request, response, Buffer.from(text), headers);
}
