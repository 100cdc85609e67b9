/** Packs in `vite dev` and `vite preview`, from the same handler that serves them in the built site. */
import type { Connect, Plugin } from 'vite';
import { fileURLToPath } from 'node:url';
import { basePath, belowBase } from './base.mjs';
import { PackCache } from './packs/cache';
import { PackSite } from './packs/site';
import { PackFiles } from './serve/packs';
import { guarded, requestUrl } from './serve/site';

export function sitePacks(): Plugin {
  const libraries = fileURLToPath(new URL('../static/libs', import.meta.url));
  const files = new PackFiles(new PackSite(new PackCache(), libraries));
  const base = basePath(process.env['HAVERSACK_BASE']);
  const serve: Connect.NextHandleFunction = (request, response, next) => {
    const url = requestUrl(request);
    const pathname = url && belowBase(base, url.pathname);
    if (!pathname || !PackFiles.serves(pathname)) return next();
    guarded(() => files.serve(request, response, pathname))(request, response);
  };
  return {
    name: 'haversack:packs',
    configureServer: (server) => void server.middlewares.use(serve),
    configurePreviewServer: (server) => void server.middlewares.use(serve),
  };
}
