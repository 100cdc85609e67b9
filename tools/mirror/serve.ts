/** Serves a mirror's folder to apps on other addresses: by range, and to any origin, since nothing in it is secret. */
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { fileAt } from '../serve/app-file';
import { BINARY } from '../serve/mime';
import { IMMUTABLE, REVALIDATE, sendFile, sendText } from '../serve/send';
import { guarded, requestUrl } from '../serve/site';

const FILES = /^\/(?:(index\.json)|[0-9a-f]{64}\.json|blobs\/[0-9a-f]{64})$/;

export function mirrorHandler(folder: string): RequestListener {
  return guarded(async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range, ETag, Retry-After');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    const { pathname } = requestUrl(request) ?? { pathname: '' };
    const [path, index] = FILES.exec(pathname) ?? [];
    const file = path === undefined ? null : await fileAt(join(folder, path));
    if (!file || (request.method !== 'GET' && request.method !== 'HEAD'))
      return sendText(response, 404, 'There is no such file here.');
    return sendFile(request, response, {
      ...file,
      etag: `"${index ? `${file.modified}-${file.size}` : pathname.slice(1)}"`,
      type: pathname.endsWith('.json') ? 'application/json' : BINARY,
      cacheControl: index ? REVALIDATE : IMMUTABLE,
    });
  });
}

/** For static hosts that read such a file: a page on another address may not read what does not say so. */
export const HEADERS_FILE = `/*
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff
`;
