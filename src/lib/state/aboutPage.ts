import { About } from './about.svelte';
import { app } from './app.svelte';
import { enginesReachNetwork } from './engineNetwork';

/** The About page's subject. */
export const about = new About({
  installed: () => app.library.installed,
  partBytes: () => app.library.partBytes,
  packRequests: () => app.library.requests(),
  networkRefused: async () => !(await enginesReachNetwork()),
});
