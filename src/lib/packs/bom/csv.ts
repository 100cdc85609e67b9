import { asksAcceptance, licenceName } from '../../domain/licences';
import { componentsOf, mofClass, statedOpenness } from '../../domain/openness';
import { type InstalledPack, packBytes } from '../../domain/pack';
import { unknownOf } from '../../domain/vetted';
import { sourceAddress, sourceName } from '../../domain/vetting';
import { asLines } from '../form/shape';
import type { OwnRecords } from './properties';

type Own = (pack: InstalledPack) => OwnRecords;

const COLUMNS: [name: string, value: (pack: InstalledPack, own: Own) => string | number][] = [
  ['name', ({ manifest }) => manifest.name],
  ['family', ({ manifest }) => manifest.family],
  ['licence', ({ manifest }) => manifest.licence.spdx],
  ['licence-name', ({ manifest }) => licenceName(manifest.licence)],
  ['licence-asks-acceptance', ({ manifest }) => (asksAcceptance(manifest.licence) ? 'yes' : 'no')],
  ['licence-accepted', (pack, own) => own(pack).acceptedAt ?? ''],
  ['openness', ({ manifest }) => statedOpenness(manifest.openness)],
  ['mof-class', ({ manifest }) => mofClass(componentsOf(manifest.openness)).class ?? ''],
  ['trust', ({ trust }) => trust],
  ['source', ({ source }) => `${source.kind}: ${sourceName(source)}`],
  ['source-address', ({ source }) => sourceAddress(source)],
  ['bytes', ({ manifest }) => packBytes(manifest)],
  ['installed', ({ installedAt }) => installedAt],
  ['checked', ({ verification }) => verification.checkedAt],
  ['verdict', ({ verification }) => verification.verdict],
  ['unknown', (pack) => unknownOf(pack).join(' ')],
  ['persons-word', ({ word }) => (word ? `${word.at} ${word.note}`.trim() : '')],
  ['pack-id', ({ packId }) => packId],
];

/** The register as a table for a spreadsheet (RFC 4180), one line a pack. */
export function registerCsv(packs: readonly InstalledPack[], own: Own = () => ({})): string {
  const lines = packs.map((pack) => COLUMNS.map(([, value]) => csvField(value(pack, own))));
  return [COLUMNS.map(([name]) => name), ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

const FORMULA = /^(?=[\t\r\n])|(?:^|[;\t\r\n"])(?=\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/**
 * Spreadsheets run what begins with one of these as a formula, and some their wide forms too: it is made text by an
 * apostrophe. Where commas stand in numbers they take semicolons and tabs for borders, so what follows one counts too.
 */
function csvField(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = asLines(value).replace(FORMULA, (border) => `${border}'`);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
