import { isDigest } from './digest';
import type { InstalledPack, Lineage, LineageStep, PackManifest } from './pack';
import { sourceName } from './vetting';

/** One station of a model's way from those who made it to this device. */
export type Station = {
  kind: 'upstream' | LineageStep['kind'] | 'files' | 'device';
  /** Who or what: a model's name, a tool, a file; as its papers say. */
  name: string;
  /** More of it: an address, a version; '' for none. */
  detail: string;
  /** Names and SHA-256 of what went in and what came out, as its papers say. */
  inputs: string[];
  outputs: string[];
  /** ISO date or time, '' where nobody recorded it. */
  at: string;
  note: string;
  /** A compiled library joins the model; all others follow from the one before. */
  joins: boolean;
};

export type LineageOf = { manifest: PackManifest } & Partial<Pick<InstalledPack, 'source' | 'installedAt'>>;

/**
 * upstream -> fine-tune -> quantisation -> conversion -> package -> library -> this device, each with its digests.
 * Steps stay in the order in which they were taken; libraries come after them, since they were made apart from the weights.
 */
export function stationsOf({ manifest, source, installedAt }: LineageOf): Station[] {
  const { upstream, steps } = manifest.lineage;
  const made = steps.filter(({ kind }) => kind !== 'compile').map((step) => stationOf(step, false));
  const libraries = steps.filter(({ kind }) => kind === 'compile').map((step) => stationOf(step, true));
  const first: Station = {
    ...NOTHING,
    kind: 'upstream',
    name: upstream.name,
    detail: upstream.url,
    outputs: upstream.revision ? [upstream.revision] : [],
  };
  const device: Station = {
    ...NOTHING,
    kind: installedAt === undefined ? 'files' : 'device',
    name: source ? sourceName(source) : '',
    inputs: manifest.shards.map(({ path, sha256 }) => `${path} ${sha256}`),
    at: installedAt ?? '',
  };
  return [first, ...made, ...libraries, device];
}

const NOTHING = { name: '', detail: '', inputs: [], outputs: [], at: '', note: '', joins: false };

function stationOf({ kind, tool, version, inputs, outputs, at, note }: LineageStep, joins: boolean): Station {
  return { kind, name: tool, detail: version, inputs, outputs, at, note: note ?? '', joins };
}

/** A commit or a digest: it names one state of something, for ever. */
export function isFixed(name: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);
}

/** Whether every station says which bytes it began with and ended with: only such a way can be checked again. */
export function isWholeWay({ upstream, steps }: Lineage): boolean {
  const fixed = (names: readonly string[]) => names.length > 0 && names.every(isFixed);
  return isFixed(upstream.revision) && steps.every(({ inputs, outputs }) => fixed(inputs) && fixed(outputs));
}

/** A digest that a person can compare at a glance; other text as it is. */
export function shortDigest(text: string): string {
  return text.replace(/\b[0-9a-f]{40,64}\b/g, (whole) =>
    isDigest(whole) || whole.length === 40 ? `${whole.slice(0, 12)}…` : whole,
  );
}
