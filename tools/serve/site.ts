/** The whole site as one request handler: the app's build, and the packs under /packs/. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { headersFor } from '../../src/headers';
import { belowBase } from '../base.mjs';
import { AppFiles } from './app';
import { PackFiles } from './packs';
import { sendText } from './send';
import type { PackOffer } from '../packs/site';

/**
 * `build` is the folder of the static build, made for `base` (tools/base.mjs); `packs` says which packs this site offers
 * and where their bytes are.
 */
export function siteHandler(build: string, packs: PackOffer, base = ''): RequestListener {
  const app = new AppFiles(build, base);
  const packFiles = new PackFiles(packs);
  return guarded(async (request, response) => {
    const url = requestUrl(request);
    if (!url) return sendText(response, 400, 'This is not a path.');
    for (const [name, value] of Object.entries(headersFor(url.pathname))) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return sendText(response, 405, 'This site is read-only.');
    }
    const pathname = belowBase(base, url.pathname);
    if (pathname === null) return sendElsewhere(response, url.pathname, base);
    if (PackFiles.serves(pathname)) return packFiles.serve(request, response, pathname);
    return app.serve(request, response, { pathname, search: url.search });
  });
}

/** A person who types the host alone, or forgets the last slash, is shown the way. */
function sendElsewhere(response: ServerResponse, pathname: string, base: string): void {
  if (pathname !== '/' && pathname !== base) return sendText(response, 404, `The app is at ${base}/.`);
  response.statusCode = 307;
  response.setHeader('Location', `${base}/`);
  response.end();
}

/** The path as it was sent: `new URL` would resolve dot segments before they can be refused. */
export function requestUrl(request: IncomingMessage): { pathname: string; search: string } | null {
  const sent = request.url ?? '/';
  if (!sent.startsWith('/')) return null;
  const query = sent.indexOf('?');
  return query < 0
    ? { pathname: sent, search: '' }
    : { pathname: sent.slice(0, query), search: sent.slice(query) };
}

/** A request that fails ends as 500 where nothing was sent yet, and as a cut line where something was. */
export function guarded(
  handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
): RequestListener {
  return (request, response) => {
    Promise.resolve()
      .then(() => handle(request, response))
      .catch((thrown: unknown) => {
        console.error(thrown);
        if (response.headersSent) response.destroy();
        else sendText(response, 500, 'The server met a fault; its terminal says which.');
      });
  };
}
