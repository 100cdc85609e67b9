import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ fallback: '404.html' }),
    paths: { relative: false },
    // Registered by state/app through workbox-window, so that an update waits for the person.
    serviceWorker: {
      register: false,
      // Compiled libraries travel with packs, in the verified store; the shell does not keep a second copy.
      files: (path) => !path.startsWith('libs/'),
    },
    version: { name: process.env.HAVERSACK_BUILD ?? Date.now().toString(36) },
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
