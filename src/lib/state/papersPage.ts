import { app } from './app.svelte';
import { Papers } from './papers.svelte';

/** The papers page's subject. */
export const papers = new Papers({
  packs: app.packs,
  sources: app.sources,
  installed: () => app.library.installed,
  changed: () => app.library.changed(),
});
