import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { join } from 'node:path';
import { basePath } from './tools/base.mjs';
import { addWorkerLicences } from './tools/licences.js';
import { writeShellList } from './tools/shell-list.mjs';

// Read again by every process of one build: all must see the same name.
process.env.HAVERSACK_BUILD ??= Date.now().toString(36);

const BUILD = 'build';
const BASE = basePath(process.env.HAVERSACK_BASE);
/** Licences of what is bundled, written by Vite (vite.config.ts). */
const LICENCES = '/third-party-licences.txt';

/**
 * adapter-static, then a list of the files that are really there, with their digests: kit's own list leaves out what a
 * worker loads later, and without those an engine would not start offline. The list's digest goes into the service
 * worker, which therefore keeps the files of this build or none.
 */
function staticWithFileList() {
  const inner = adapter({ pages: BUILD, assets: BUILD, fallback: '404.html' });
  return {
    ...inner,
    async adapt(/** @type {import('@sveltejs/kit').Builder} */ builder) {
      await inner.adapt(builder);
      await addWorkerLicences(join(BUILD, LICENCES), '.');
      await writeShellList(BUILD, BASE);
    },
  };
}

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: staticWithFileList(),
    paths: { base: BASE, relative: false },
    // Registered by state/shell through workbox-window, so that an update waits for the person.
    serviceWorker: { register: false },
    version: { name: process.env.HAVERSACK_BUILD },
    csp: {
      mode: 'hash',
      // The page itself talks to its own origin only. Workers carry stricter policies (see src/headers.ts).
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'manifest-src': ['self'],
        'base-uri': ['none'],
        'form-action': ['self'],
      },
    },
  },
};
