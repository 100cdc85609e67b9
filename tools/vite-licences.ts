/** The standard texts of licences as files of the app: kept with its shell for offline use, and fetched where one is shown. */
import type { Connect, Plugin } from 'vite';
import { standardLicenceFiles } from './licences/standard';

export function standardLicences(): Plugin {
  return {
    name: 'haversack:licences',
    async configureServer(server) {
      const files = await standardLicenceFiles();
      const serve: Connect.NextHandleFunction = (request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const file = files.find(({ path }) => pathname.endsWith(`/${path}`));
        if (!file) return next();
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
        response.end(file.bytes);
      };
      server.middlewares.use(serve);
    },
    /** Once: the build for the server, and those of the workers, emit nothing that is served. */
    async generateBundle() {
      if (this.environment.name !== 'client' || this.environment.config.build.ssr) return;
      for (const { path, bytes } of await standardLicenceFiles())
        this.emitFile({ type: 'asset', fileName: path, source: bytes });
    },
  };
}
