import { app } from './app.svelte';
import { AcceptedTerms } from './acceptedTerms.svelte';

/** One for as long as the app is open. */
export const acceptedTerms = new AcceptedTerms();
app.run(acceptedTerms.read());
app.onForget(() => acceptedTerms.forget());
