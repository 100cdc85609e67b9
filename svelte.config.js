import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { basePath } from './tools/base.mjs';
import { addWorkerLicences } from './tools/licences.js';

// Read again by every process of one build: all must see the same name.
process.env.HAVERSACK_BUILD ??= Date.now().toString(36);

const BUILD = 'build';
const BASE = basePath(process.env.HAVERSACK_BASE);
/** Where the service worker reads which files make up the app. */
const LIST = 'shell-files.json';
/** Licences of what is bundled, written by Vite (vite.config.ts). */
const LICENCES = '/third-party-licences.txt';

/**
 * adapter-static, then a list of the files that are really there: kit's own list leaves out what a worker loads later,
 * and without those an engine would not start offline.
 */
function staticWithFileList() {
  const inner = adapter({ pages: BUILD, assets: BUILD, fallback: '404.html' });
  return {
    ...inner,
    async adapt(/** @type {import('@sveltejs/kit').Builder} */ builder) {
      await inner.adapt(builder);
      const entries = await readdir(join(BUILD, '_app'), { recursive: true, withFileTypes: true });
      const files = entries
        .filter((entry) => entry.isFile())
        .map(
          (entry) =>
            `/${join(entry.parentPath, entry.name)
              .split('\\')
              .join('/')
              .slice(BUILD.length + 1)}`,
        );
      await addWorkerLicences(join(BUILD, LICENCES), '.');
      files.push(LICENCES);
      const paths = files.sort().map((path) => `${BASE}${path}`);
      await writeFile(join(BUILD, LIST), `${JSON.stringify(paths, null, 1)}\n`);
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
    serviceWorker: {
      register: false,
      // Compiled libraries travel with packs, in the verified store; the shell does not keep a second copy.
      files: (path) => !path.startsWith('libs/'),
    },
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
