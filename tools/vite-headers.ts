import type { Connect, Plugin } from 'vite';
import { headersFor } from '../src/headers';

/** The headers of src/headers.ts on all that Vite serves: in development, in preview, and under test. */
export function responseHeaders(): Plugin {
  const set: Connect.NextHandleFunction = (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    for (const [name, value] of Object.entries(headersFor(pathname))) response.setHeader(name, value);
    next();
  };
  return {
    name: 'haversack:headers',
    configureServer: (server) => void server.middlewares.use(set),
    configurePreviewServer: (server) => void server.middlewares.use(set),
  };
}
