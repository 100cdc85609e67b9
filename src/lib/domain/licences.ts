import { FORMER_TERMS, LICENCES, type LicenceRules, TERMS, type Term } from './licences-data';
import type { Licence } from './pack';

/**
 * The rules of a licence by its id on a hub, or its SPDX id, whatever its case; ours may carry the date of the terms.
 * Undefined for those that this app has no words for.
 */
export function knownLicence(id: string): LicenceRules | undefined {
  const plain = id.trim().toLowerCase();
  if (Object.hasOwn(LICENCES, plain)) return LICENCES[plain];
  return Object.values(LICENCES).find(({ spdx }) => {
    const ours = spdx.toLowerCase();
    return plain === ours || (ours.startsWith('licenseref-') && plain.startsWith(`${ours}-`));
  });
}

/** Whether it must be accepted before installing: a manifest may ask for more than its licence does, never for less. */
export function asksAcceptance({ spdx, mustAccept }: Licence): boolean {
  return mustAccept || knownLicence(spdx)?.mustAccept === true;
}

/** What it is called: of one that this app knows its own name, since its terms are shown as that licence’s. */
export function licenceName({ spdx, name }: Licence): string {
  return knownLicence(spdx)?.name ?? (name || spdx);
}

/** What a licence asks, in codes, with what a publisher wrote beside them. */
export type LicenceTerms = { terms: readonly Term[]; own: readonly string[] };

/** The terms of a manifest's licence. `own`: conditions in English that the codes do not say. */
export function termsOf({ spdx, conditions }: Licence): LicenceTerms {
  const terms = knownLicence(spdx)?.terms ?? termsIn(conditions);
  const said = new Set<string>([...Object.values(TERMS), ...FORMER_TERMS]);
  return { terms, own: conditions.filter((condition) => !said.has(condition)) };
}

/** Codes whose English sentences stand among these. */
function termsIn(conditions: readonly string[]): Term[] {
  return (Object.keys(TERMS) as Term[]).filter((term) => conditions.includes(TERMS[term]));
}

/**
 * What a publisher says of a licence -> what a person is shown and what travels with the pack. Of a licence without words
 * here only its name is known; of none nothing is: then the person must have seen that, before they install.
 */
export function licenceOf(claim: { id: string; name?: string; link?: string }, attribution = ''): Licence {
  const known = knownLicence(claim.id);
  if (known) {
    const { spdx, name, url, terms, mustAccept, notice } = known;
    const credit = [notice, attribution].filter((line) => line !== '').join('\n');
    return {
      spdx,
      name,
      url: claim.link || url,
      attribution: credit,
      conditions: inEnglish(terms),
      mustAccept,
    };
  }
  const id = claim.id.trim();
  const named = claim.name || (id === 'other' || id === 'unknown' ? '' : id);
  const url = claim.link ?? '';
  if (!named) {
    const conditions = inEnglish(['nobody-said']);
    return {
      spdx: 'LicenseRef-unknown',
      name: 'Unknown licence',
      url,
      attribution,
      conditions,
      mustAccept: true,
    };
  }
  return {
    spdx: /^[A-Za-z0-9.+-]{1,100}$/.test(named) && !claim.name ? named : 'LicenseRef-named',
    name: named,
    url,
    attribution,
    conditions: inEnglish(['unread']),
    mustAccept: true,
  };
}

/** A manifest has its conditions in English; on screen they are in the reader's language. */
function inEnglish(terms: readonly Term[]): string[] {
  return terms.map((term) => TERMS[term]);
}

/** What must be said to whoever gets a copy: the licence's own words, and those of the publisher. '' for nothing. */
export function noticeOf({ spdx, attribution }: Licence): string {
  const notice = knownLicence(spdx)?.notice ?? '';
  return attribution.includes(notice)
    ? attribution
    : [notice, attribution].filter((line) => line !== '').join('\n');
}
