import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { headersFor } from '../../src/headers';
import type { PackOffer } from '../../tools/packs/site';
import { AppFiles } from '../../tools/serve/app';
import { listen } from '../../tools/serve/listen';
import { guarded, requestUrl, siteHandler } from '../../tools/serve/site';
import { type Line, LINE_BASE } from './line';
import { PAGES_BASE } from './scripts';

const FIRST_PORT = 4700;
/** `/bare/resolve/<x>/`: without the last two web-llm would add its own. */
export const BARE_BASE = '/bare/resolve/main/';
export const BARE_STREAM = '/bench-null-bare.js';

export type SiteParts = {
  /** The app's build. */
  build: string;
  packs: PackOffer;
  /** Folder of the bench's own pages. */
  pages?: string;
  /** What web-llm would download, by name. */
  bare?: ReadonlyMap<string, Uint8Array>;
  line?: Line;
};

export type Site = {
  url: string;
  /** Scripts served in place of the CPU engine's worker and at BARE_STREAM. */
  scripts: { engine?: string; bareStream?: string };
  close(): Promise<void>;
};

/** The site as `npm start` serves it, with what the bench needs beside it. On 127.0.0.1: web-llm never caches a library from "localhost". */
export async function serveSite(parts: SiteParts): Promise<Site> {
  const app = siteHandler(parts.build, parts.packs);
  const pages = parts.pages === undefined ? undefined : new AppFiles(parts.pages, '');
  const scripts: Site['scripts'] = {};
  const handler: RequestListener = guarded((request, response) => {
    const url = requestUrl(request) ?? { pathname: '/', search: '' };
    const script =
      url.pathname === BARE_STREAM
        ? scripts.bareStream
        : /\/workers\/cpu-engine-/.test(url.pathname)
          ? scripts.engine
          : undefined;
    const file = url.pathname.startsWith(BARE_BASE)
      ? parts.bare?.get(url.pathname.slice(BARE_BASE.length))
      : undefined;
    const slow = url.pathname.startsWith(LINE_BASE) ? parts.line : undefined;
    const ours = script !== undefined || file || slow || (pages && url.pathname.startsWith(PAGES_BASE));
    if (!ours) return app(request, response);
    for (const [name, value] of Object.entries(headersFor(url.pathname))) response.setHeader(name, value);
    if (script !== undefined) return send(request, response, Buffer.from(script), 'text/javascript');
    if (file) return send(request, response, file, 'application/octet-stream');
    if (slow) return slow.serve(request, response, url.pathname.slice(LINE_BASE.length));
    return pages?.serve(request, response, url);
  });
  const listening = await listen(handler, FIRST_PORT);
  return { url: `http://127.0.0.1:${listening.port}`, scripts, close: () => listening.close() };
}

function send(_: IncomingMessage, response: ServerResponse, bytes: Uint8Array, type: string): void {
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', bytes.length);
  response.setHeader('Cache-Control', 'no-store');
  response.end(bytes);
}
