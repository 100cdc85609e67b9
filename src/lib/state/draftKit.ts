/** What only the Draft page needs, loaded with it: the start page stays small. */
export { cleanOutput } from '../tasks/clean';
export { runGates } from '../tasks/gates';
export { buildDraftPrompt } from '../tasks/draft';
