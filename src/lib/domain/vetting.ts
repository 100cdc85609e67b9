import type { Source } from './pack';

/**
 * What was looked at before a pack was promoted out of quarantine. `length` and `digest` are of every file; the rest look
 * at what the files mean. `facts`: what the file says of its model is what the manifest says.
 */
export type VetWhat =
  'length' | 'digest' | 'structure' | 'facts' | 'tokenizer' | 'template' | 'library' | 'fit' | 'vouch';

export type VetCheck = {
  what: VetWhat;
  /** The file it is about, or '' for the pack as a whole. */
  path: string;
  /** `failed` never stands in a receipt: such a pack is not promoted. `unknown`: nothing to compare with. */
  result: 'passed' | 'failed' | 'unknown';
  /** Numbers and names for the screen, such as `31 of 32`; '' where there is nothing to add. */
  details: string;
};

/** What no check can tell, worded in i18n. */
export type UnknownFact =
  | 'who-made-it'
  | 'lineage'
  | 'training-data'
  | 'licence'
  | 'quality'
  | 'languages'
  | 'digest-from-same-host'
  | 'foreign-library';

export type Vetting = { checkedAt: string; checks: VetCheck[]; unknown: UnknownFact[] };

/** A file that arrived and was not what it should be: kept apart with the reason until it is fetched again or cleared. */
export type RejectedFile = {
  sha256: string;
  path: string;
  packId: string;
  bytes: number;
  /** Where it came from: a host or a file name. */
  from: string;
  /** What is wrong. `found` is the digest of what came; of `structure` the check (`VetWhat`), `: `, and what it says. */
  reason: 'digest' | 'length' | 'web-page' | 'structure';
  found: string;
  at: string;
};

/** By what a refused file is told from others: two packs may want the same one. */
export function rejectedKey({ packId, sha256 }: Pick<RejectedFile, 'packId' | 'sha256'>): string {
  return `${packId} ${sha256}`;
}

/** Where a pack comes from, in the one word that a person knows it by: a host, a repository, a file, a device. */
export function sourceName(source: Source): string {
  switch (source.kind) {
    case 'site':
    case 'mirror':
      return hostOf(source.baseUrl);
    case 'hub':
      return `${hostOf(source.endpoint)} · ${source.repo} · ${source.revision.slice(0, 12)}`;
    case 'peer':
      return source.name;
    default:
      return source.fileName;
  }
}

/** The web address of it, whole; '' where it has none: names of a person's files and devices are the person's. */
export function sourceAddress(source: Source): string {
  if (source.kind === 'site' || source.kind === 'mirror') return source.baseUrl;
  return source.kind === 'hub' ? `${source.endpoint}/${source.repo}/tree/${source.revision}` : '';
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
