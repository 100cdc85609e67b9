import { asksAcceptance, noticeOf, termsOf } from '../../domain/licences';
import { componentsOf, mofClass, openSourceAi, statedOpenness } from '../../domain/openness';
import type { InstalledPack } from '../../domain/pack';
import { unknownOf, vetLines } from '../../domain/vetted';
import { sourceAddress, sourceName } from '../../domain/vetting';
import { asLines } from '../form/shape';
import type { BomProperty } from './types';

/** What only the person's own records tell of a pack. `acceptedAt`: ISO time at which they took its licence's terms. */
export type OwnRecords = { acceptedAt?: string | undefined };

type Entry = [name: string, value: string | undefined];

/** What CycloneDX has no field for, under names of ours; what is not known has no entry. */
export function properties(pack: InstalledPack, { acceptedAt }: OwnRecords): BomProperty[] {
  const { packId, manifest, installedAt, word } = pack;
  const { model, languages } = manifest;
  const entries: Entry[] = [
    ['pack-id', packId],
    ...origin(pack),
    ['installed-at', installedAt],
    ['persons-word', word && `${word.at} ${word.note}`.trim()],
    ['quantisation', model.quantisation],
    ['parameters', String(model.parameters)],
    ['context-tokens', String(model.contextTokens)],
    ['languages', languages.join(' ')],
    ...openness(pack),
    ...licence(pack),
    ['licence-accepted-at', acceptedAt],
    ...checks(pack),
  ];
  return entries.flatMap(([name, value]) =>
    value ? [{ name: `haversack:${name}`, value: asLines(value) }] : [],
  );
}

/** By whose word, and all that is needed to check that word without this app: Ed25519 over `haversack pack <pack-id>`. */
function origin({ trust, vouch, source }: InstalledPack): Entry[] {
  const vouched = trust === 'vouched';
  return [
    ['trust', trust],
    ['vouched-by-key', vouched ? vouch?.key : ''],
    ['vouched-by-signature', vouched ? vouch?.signature : ''],
    ['source', `${source.kind}: ${sourceName(source)}`],
    ['source-address', sourceAddress(source)],
  ];
}

/** Part by part, also those for which there is no address: that a part is closed or unknown is what an auditor looks for. */
function openness({ manifest }: InstalledPack): Entry[] {
  const parts = componentsOf(manifest.openness);
  const stated = statedOpenness(manifest.openness);
  const osaid = openSourceAi(parts).reached ? 'met' : 'not met';
  return [
    ['openness', stated],
    ['model-openness-framework-class', mofClass(parts).class ?? 'none'],
    ['open-source-ai-definition-1.0', stated === 'not-assessed' ? stated : osaid],
    ...parts.map(({ name, status, licence: under, url }): Entry => [
      `openness:${name}`,
      [status, under, url].filter((part) => part !== '').join(' '),
    ]),
  ];
}

function licence({ manifest }: InstalledPack): Entry[] {
  const { terms, own } = termsOf(manifest.licence);
  return [
    ['licence', manifest.licence.spdx],
    ['licence-asks-acceptance', asksAcceptance(manifest.licence) ? 'yes' : 'no'],
    ['notice', noticeOf(manifest.licence)],
    ...[...terms, ...own].map((term): Entry => ['licence-term', term]),
  ];
}

/** As the papers on screen have them: lengths and digests are those of the last time that every byte was read. */
function checks(pack: InstalledPack): Entry[] {
  const { verdict, checkedAt } = pack.verification;
  return [
    ['last-check', `${verdict} ${checkedAt}`.trim()],
    ...vetLines(pack).flatMap(({ checks: made }) =>
      made.map(({ what, path, result, details }): Entry => [
        `check:${what}`,
        [result, path, details].filter((part) => part !== '').join(' '),
      ]),
    ),
    ...unknownOf(pack).map((fact): Entry => ['unknown', fact]),
  ];
}
