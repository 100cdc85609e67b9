import { app } from './app.svelte';
import { Draft } from './draft.svelte';

/** The Draft page's subject: one for as long as the app is open, made when the page is first opened. */
export const draft = new Draft({
  runner: app.runner,
  report: (error) => app.report(error),
  packs: () => app.library.forTask('draft'),
});
app.onForget(() => draft.forget());

/** Settles when the draft of the last visit is back, or the failure to read it was reported. */
export const draftRestored: Promise<void> = draft.restore().catch((thrown: unknown) => app.report(thrown));
