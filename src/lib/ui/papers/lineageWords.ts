import type { Station } from '../../domain/lineage';
import { formatDate } from '../../i18n/format';
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

/** When it was, in the reader's way: a day where only a day was recorded. */
export function stationTime({ at }: Station): string {
  if (at === '') return words(papersTables).lineage.notRecorded;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(at) || Number.isNaN(Date.parse(at))) return formatDate(at, locale.tag);
  return new Intl.DateTimeFormat(locale.tag, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(at));
}
