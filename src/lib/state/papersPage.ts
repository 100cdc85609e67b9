import { acceptedTerms } from './acceptedPage';
import { app } from './app.svelte';
import { Papers } from './papers.svelte';

/** The papers page's subject. */
export const papers = new Papers({
  packs: app.packs,
  sources: app.sources,
  installed: () => app.library.installed,
  acceptedAt: (manifest) => acceptedTerms.at(manifest),
  changed: () => app.library.changed(),
});
