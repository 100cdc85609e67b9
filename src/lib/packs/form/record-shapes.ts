import type { HubSource, PersonsWord, Source, Vouch } from '../../domain/pack';
import type { UnknownFact, VetCheck, Vetting } from '../../domain/vetting';
import { isCommit, isRepo } from './hub-address';
import { plainPath } from './plain-path';
import { list, object, oneOf, type Reader, refuse, text, webAddress } from './shape';

/** Readers of what records and catalogues hold beside a manifest. */

const address = text(3000);

function such(holds: (value: string) => boolean, what: string): Reader<string> {
  const read = text(200, 1);
  return (value, where) => (holds(read(value, where)) ? (value as string) : refuse(where, what));
}

const realAddress: Reader<string> = (value, where) =>
  webAddress(value, where) || refuse(where, 'not a web address');

/** `name`, `name:port` or `*.name`: never a scheme, a path or a wildcard for everything. */
export const hostPattern = such(
  (host) => /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i.test(host),
  'not a host name',
);

const hubShape: Reader<HubSource> = object({
  kind: oneOf<'hub'>('hub'),
  endpoint: (value, where) =>
    /^https?:\/\/[^/?#](?:[^?#]*[^/?#])?$/.test(realAddress(value, where))
      ? (value as string)
      : refuse(where, 'not a base address'),
  repo: such(isRepo, 'not owner/name'),
  revision: such(isCommit, 'not a commit'),
  hosts: list(hostPattern, 32),
  elsewhere: list(object({ path: plainPath, url: realAddress }), 64),
});

const baseShape = object({ kind: oneOf('site', 'mirror'), baseUrl: address });
const fileShape = object({ kind: oneOf('archive', 'file', 'folder'), fileName: text(1000) });
const peerShape = object({ kind: oneOf<'peer'>('peer'), name: text(200) });

export const sourceShape: Reader<Source> = (value, where) => {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  if (kind === 'hub') return hubShape(value, where);
  if (kind === 'peer') return peerShape(value, where);
  if (kind === 'site' || kind === 'mirror') return baseShape(value, where);
  return fileShape(value, where);
};

const base64 = (length: number) =>
  such((value) => value.length === length && /^[A-Za-z0-9+/]+={0,2}$/.test(value), 'not base64');

/** An Ed25519 key has 32 bytes, a signature 64: 44 and 88 characters. */
export const vouchShape: Reader<Vouch> = object({
  key: base64(44),
  signature: base64(88),
});

export const wordShape: Reader<PersonsWord> = object({ at: text(40), note: text(2000) });

/** `failed` never stands in a receipt. */
const checkShape: Reader<VetCheck> = object({
  what: oneOf('length', 'digest', 'structure', 'facts', 'tokenizer', 'template', 'library', 'fit', 'vouch'),
  path: text(240),
  result: oneOf('passed', 'unknown'),
  details: text(400),
});

export const unknownShape: Reader<UnknownFact[]> = list(
  oneOf(
    'who-made-it',
    'lineage',
    'training-data',
    'licence',
    'quality',
    'languages',
    'digest-from-same-host',
    'foreign-library',
  ),
  20,
);

export const vettingShape: Reader<Vetting> = object({
  checkedAt: text(40),
  checks: list(checkShape, 10_000),
  unknown: unknownShape,
});
