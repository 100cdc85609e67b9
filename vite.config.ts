import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { responseHeaders } from './tools/vite-headers';
import { pinnedKeys } from './tools/vite-keys';
import { standardLicences } from './tools/vite-licences';
import { sitePacks } from './tools/vite-packs';

export default defineConfig({
  plugins: [pinnedKeys(), responseHeaders(), sitePacks(), standardLicences(), tailwindcss(), sveltekit()],
  optimizeDeps: {
    include: [
      '@mlc-ai/web-llm',
      '@wllama/wllama/esm/index.js',
      'hash-wasm',
      'idb-keyval',
      'qr',
      'qr/decode.js',
    ],
  },
  worker: { format: 'es' },
  build: { target: 'es2022', license: { fileName: 'third-party-licences.txt' } },
});
