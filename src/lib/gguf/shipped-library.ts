import { CHUNK_BYTES } from '../domain/bytes';
import { isDigest, type Digest } from '../domain/digest';
import { fail } from '../domain/errors';
import type { LibraryTarget, LineageStep, Shard } from '../domain/pack';
import type { LibraryFitReport } from '../domain/plan';
import type { Difference } from './difference';
import { fitOf, type Fit } from './fit';
import type { GgufHeader } from './header';
import type { LibraryFacts } from './library';
import { unknownTokenizer } from './tokenizer/unknown-tokenizer';

/** A compiled library of this site: `static/libs/<id>.json`, which stands beside `<id>.wasm.gz`. */
export type ShippedLibrary = {
  id: string;
  target: LibraryTarget;
  /** Of the `.wasm.gz`. */
  bytes: number;
  sha256: Digest;
  facts: LibraryFacts;
  compiled: LineageStep;
};

type LibraryRecord = LibraryFacts & {
  target: LibraryTarget;
  gz: { bytes: number; sha256: string };
  lineage?: {
    command: string;
    tools: { name: string; version: string }[];
    sources: { folder: string; sha256: string };
  };
};

/** A record of this site's own, as its JSON says it. Throws `engine/no-library` where it is none. */
export function shippedLibrary(id: string, value: unknown): ShippedLibrary {
  const record = value as Partial<LibraryRecord> | null;
  const { gz, target, params } = record ?? {};
  const known = target === 'gpu' || target === 'software';
  if (!gz || !isDigest(gz.sha256) || !Number.isSafeInteger(gz.bytes) || !known || !Array.isArray(params))
    return fail('engine/no-library', { library: id.slice(0, 80) });
  const whole = record as LibraryRecord;
  const { bytes, sha256 } = gz;
  return { id, target, bytes, sha256: sha256 as Digest, facts: whole, compiled: compileStep(id, whole) };
}

function compileStep(id: string, { gz, lineage }: LibraryRecord): LineageStep {
  const tools = lineage?.tools.map(({ name, version }) => `${name} ${version}`).join(', ');
  return {
    kind: 'compile',
    tool: `Haversack, ${lineage?.command ?? 'npm run libs:build'}`,
    version: tools ?? 'not recorded',
    inputs: lineage ? [`${lineage.sources.folder} ${lineage.sources.sha256}`] : [],
    outputs: [gz.sha256],
    at: '',
    note: `The program for the GPU (${id}): no weights in it. npm run libs:verify builds it again and compares.`,
  };
}

/** The library as a file of a pack. */
export function libraryShard({ id, target, bytes, sha256 }: ShippedLibrary): Shard {
  const chunks = bytes <= CHUNK_BYTES ? { chunks: [sha256] } : {};
  return { path: `libs/${id}.wasm.gz`, role: 'library', target, bytes, sha256, ...chunks };
}

export type Match<L extends ShippedLibrary> = { library: L; report: LibraryFitReport };

/** Every library of the model's architecture with how well it fits, the best first. */
export function matchLibraries<L extends ShippedLibrary>(
  header: GgufHeader,
  libraries: readonly L[],
): Match<L>[] {
  const architecture = header.metadata.text('general.architecture');
  // Read once, and only where it decides: a large one takes a while.
  let tokenizer: { problem: Difference | undefined } | undefined;
  const fitWith = (facts: LibraryFacts): Fit => {
    const fit = fitOf(header, facts);
    if (!fit.fits) return fit;
    tokenizer ??= { problem: unknownTokenizer(header) };
    return tokenizer.problem ? { ...fit, fits: false, differing: [tokenizer.problem] } : fit;
  };
  return libraries
    .filter(({ facts }) => facts.architecture === architecture)
    .map((library) => {
      const { id, target, facts } = library;
      return { library, report: { library: id, target, ...fitWith(facts) } };
    })
    .sort((a, b) => closeness(b.report) - closeness(a.report));
}

function closeness({ fits, matched, total }: LibraryFitReport): number {
  return fits ? 2 : total > 0 ? matched / total : 0;
}
