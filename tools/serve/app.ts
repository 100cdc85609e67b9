/** Serves the static build as a static host would, with the headers of src/headers.ts. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileAt, findAppFile, type AppFile } from './app-file';
import { acceptedEncoding, Compressor, LEAST_BYTES } from './compress';
import { compresses, contentType } from './mime';
import { IMMUTABLE, REVALIDATE, sendBytes, sendFile, sendText } from './send';

export class AppFiles {
  readonly #build: string;
  readonly #base: string;
  readonly #compressor = new Compressor();

  constructor(build: string, base: string) {
    this.#build = build;
    this.#base = base;
  }

  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    url: { pathname: string; search: string },
  ): Promise<void> {
    const found = await findAppFile(this.#build, url.pathname);
    if (found.kind === 'redirect') {
      response.statusCode = 308;
      response.setHeader('Location', this.#base + found.to + url.search);
      response.end();
    } else if (found.kind === 'file') {
      await this.#send(request, response, found.file, isHashed(url.pathname) ? IMMUTABLE : REVALIDATE);
    } else {
      await this.#notFound(request, response);
    }
  }

  async #send(request: IncomingMessage, response: ServerResponse, file: AppFile, cacheControl: string) {
    const type = contentType(file.path);
    const etag = `${file.size.toString(16)}-${Math.round(file.modified).toString(16)}`;
    const encoding = acceptedEncoding(request.headers['accept-encoding']);
    if (compresses(type)) response.setHeader('Vary', 'Accept-Encoding');
    if (!compresses(type) || !encoding || file.size < LEAST_BYTES || request.headers.range)
      return sendFile(request, response, { ...file, type, cacheControl, etag: `"${etag}"` });
    sendBytes(request, response, await this.#compressor.pack(file, encoding), {
      'Content-Type': type,
      'Content-Encoding': encoding,
      'Cache-Control': cacheControl,
      ETag: `"${etag}-${encoding}"`,
    });
  }

  /** An unknown path is the app's own "not found" page with the status to match, never Home. */
  async #notFound(request: IncomingMessage, response: ServerResponse) {
    const page = await fileAt(join(this.#build, '404.html'));
    if (!page) return sendText(response, 404, 'Not found.');
    const headers = { 'Content-Type': contentType(page.path), 'Cache-Control': REVALIDATE };
    sendBytes(request, response, await readFile(page.path), headers, 404);
  }
}

/** The build puts a content hash into every name there. */
function isHashed(pathname: string): boolean {
  return pathname.startsWith('/_app/immutable/');
}
