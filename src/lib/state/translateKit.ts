import { runGates } from '../tasks/gates';

/** What only the Translate page needs, loaded with it: the start page stays small. */
export { splitTextAsync } from '../documents/text';
export { detectLanguage } from '../tasks/detect';
export { translateSentence } from './translateSentence';

/** The gates compile their patterns at first use (about 80 ms): better while nobody types. */
const whenIdle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 500));
whenIdle(() => runGates('Uno.', 'One.', { kind: 'translate', from: 'es', to: 'en' }, 'stop'));
