import { knownLicence } from './licences';
import { isWholeWay } from './lineage';
import type { FileCheck, InstalledPack, PackManifest, Trust } from './pack';
import type { UnknownFact, VetCheck, VetWhat } from './vetting';

/** Every check that there is, in the order in which they are made. */
const VET_ORDER: readonly VetWhat[] = [
  'length',
  'digest',
  'structure',
  'facts',
  'tokenizer',
  'template',
  'library',
  'fit',
  'vouch',
];

/** What is known of a pack, installed or only planned. */
export type Vetted = { manifest: PackManifest; trust: Trust } & Partial<
  Pick<InstalledPack, 'vetting' | 'verification' | 'installedAt'>
>;

/** All checks of one kind, with what came of them together. `not-made`: nobody has looked yet. */
export type VetLine = { what: VetWhat; result: VetCheck['result'] | 'not-made'; checks: VetCheck[] };

/** One line a kind of check. Lengths and digests are those of the last time that every byte was read. */
export function vetLines({ vetting, verification }: Vetted): VetLine[] {
  const bytes = (verification?.checks ?? []).flatMap(byteChecks);
  const meaning = (vetting?.checks ?? []).filter(({ what }) => bytes.length === 0 || !isOfBytes(what));
  const all = [...bytes, ...meaning];
  return VET_ORDER.map((what) => {
    const checks = all.filter((check) => check.what === what);
    return { what, result: together(checks), checks };
  });
}

const isOfBytes = (what: VetWhat) => what === 'length' || what === 'digest';

function byteChecks({ path, sha256, verdict }: FileCheck): VetCheck[] {
  const here = verdict === 'match' || verdict === 'digest';
  const length: VetCheck = { what: 'length', path, result: here ? 'passed' : 'failed', details: '' };
  if (!here) return [length];
  return [
    length,
    { what: 'digest', path, result: verdict === 'match' ? 'passed' : 'failed', details: sha256 },
  ];
}

function together(checks: readonly VetCheck[]): VetLine['result'] {
  if (checks.length === 0) return 'not-made';
  if (checks.some(({ result }) => result === 'failed')) return 'failed';
  return checks.some(({ result }) => result === 'unknown') ? 'unknown' : 'passed';
}

export const STAGES = ['quarantine', 'checked', 'promoted'] as const;
/**
 * `now`: here is where it is. `damaged`: it was promoted, and the last check found a file that is no longer what it was.
 */
export type Stage = {
  name: (typeof STAGES)[number];
  state: 'done' | 'now' | 'waiting' | 'damaged';
  /** ISO time, '' where there is none. */
  at: string;
};

/** Where a pack stands on its way from quarantine to the engines. */
export function stagesOf({ vetting, verification, installedAt }: Vetted): Stage[] {
  const done = installedAt !== undefined;
  const intact = verification === undefined || verification.verdict === 'verified';
  const checkedAt = vetting?.checkedAt ?? verification?.checkedAt ?? '';
  return [
    { name: 'quarantine', state: done ? 'done' : 'waiting', at: '' },
    { name: 'checked', state: done ? 'done' : 'waiting', at: checkedAt },
    { name: 'promoted', state: !done ? 'waiting' : intact ? 'done' : 'damaged', at: installedAt ?? '' },
  ];
}

/** Where a pack stands that was asked for and is not promoted: once all bytes are here, what they mean is looked at. */
export function arrivingStages({
  heldBytes,
  totalBytes,
}: Record<'heldBytes' | 'totalBytes', number>): Stage[] {
  const here = heldBytes >= totalBytes;
  return [
    { name: 'quarantine', state: here ? 'done' : 'now', at: '' },
    { name: 'checked', state: here ? 'now' : 'waiting', at: '' },
    { name: 'promoted', state: 'waiting', at: '' },
  ];
}

/** What nobody has told or measured: what was found when it was checked, and what its manifest leaves open. */
export function unknownOf({ vetting, trust, manifest }: Vetted): UnknownFact[] {
  const unknown = new Set<UnknownFact>(vetting?.unknown);
  if (trust !== 'vouched') unknown.add('who-made-it');
  if (trust === 'declared') unknown.add('digest-from-same-host');
  if (!isWholeWay(manifest.lineage)) unknown.add('lineage');
  if (!manifest.openness.trainingData) unknown.add('training-data');
  if (!knownLicence(manifest.licence.spdx)) unknown.add('licence');
  if (manifest.languages.length === 0) unknown.add('languages');
  if (manifest.warnings.includes('unmeasured')) unknown.add('quality');
  return [...unknown];
}
