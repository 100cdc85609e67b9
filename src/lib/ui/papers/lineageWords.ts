import type { Station } from '../../domain/lineage';
import { locale, words } from '../../i18n/locale.svelte';
import { papersTables } from '../../i18n/sections/papers';

/** What a station of a lineage is called, in the reader's language. Reactive where it is called. */
export function stationName({ kind }: Station): string {
  const { upstream, here, steps } = locale.t.library;
  const { library, files } = words(papersTables).lineage;
  switch (kind) {
    case 'upstream':
      return upstream;
    case 'device':
      return here;
    case 'files':
      return files;
    case 'compile':
      return library;
    default:
      return steps[kind];
  }
}
