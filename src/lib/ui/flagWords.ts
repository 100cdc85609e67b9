import type { Flag } from '../domain/task';
import { languageName, scriptName } from '../i18n/format';
import type { Messages } from '../i18n/messages';

/** One flag in the reader's words: "Number missing: 3,200". */
export function flagWords(flag: Flag, t: Messages, locale: string): string {
  switch (flag.kind) {
    case 'number':
    case 'date':
    case 'unit':
    case 'link':
    case 'placeholder':
      return t.flags[flag.problem](t.flags[flag.kind], flag.details);
    case 'script':
      return t.flags.script(scriptName(flag.details, locale));
    case 'language':
      return t.flags.language(languageName(flag.details, locale));
    default:
      return t.flags[flag.kind];
  }
}
