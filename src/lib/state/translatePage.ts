import { app } from './app.svelte';
import { Translate } from './translate.svelte';

/** The Translate page's subject: one for as long as the app is open, made when the page is first opened. */
export const translate = new Translate({
  runner: app.runner,
  report: (error) => app.report(error),
  packs: () => app.library.forTask('translate'),
});
app.onForget(() => translate.forget());

/** Settles when the text of the last visit is back, or the failure to read it was reported. */
export const translateRestored: Promise<void> = translate
  .restore()
  .catch((thrown: unknown) => app.report(thrown));
