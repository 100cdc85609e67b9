import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Connect, type Plugin } from 'vite';
import { headersFor } from './src/headers';
import { sitePacks } from './tools/vite-packs';

/** The headers of src/headers.ts on everything that `vite dev` and `vite preview` serve. */
function responseHeaders(): Plugin {
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

export default defineConfig({
  plugins: [responseHeaders(), sitePacks(), tailwindcss(), sveltekit()],
  optimizeDeps: { include: ['@mlc-ai/web-llm', '@wllama/wllama/esm/index.js', 'hash-wasm', 'idb-keyval'] },
  worker: { format: 'es' },
  build: { target: 'es2022', license: { fileName: 'third-party-licences.txt' } },
});
