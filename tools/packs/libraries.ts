/** The compiled model libraries of static/libs, and which of them a model fits. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDigest, type Digest } from '../../src/lib/domain/digest';
import { AppError } from '../../src/lib/domain/errors';
import type { LibraryTarget, LineageStep, Shard } from '../../src/lib/domain/pack';
import type { GgufHeader } from '../../src/lib/gguf/header';
import { compareWithLibrary, type LibraryFacts } from '../../src/lib/gguf/library';
import { planTensors } from '../../src/lib/gguf/plan';
import { isMissing } from './cache';
import { digestFile } from './digests';

/** `path`, `bytes` and `sha256` are those of the .wasm.gz file. */
export type LibraryFile = {
  id: string;
  target: LibraryTarget;
  path: string;
  bytes: number;
  sha256: Digest;
  facts: LibraryFacts;
  compiled: LineageStep;
};

/** static/libs/<id>.json beside <id>.wasm.gz, as far as it is used here. */
type LibraryRecord = LibraryFacts & {
  target: LibraryTarget;
  gz: { bytes: number; sha256: string };
  lineage?: {
    command: string;
    tools: { name: string; version: string }[];
    sources: { folder: string; sha256: string };
  };
};

export async function libraryFiles(folder: string): Promise<LibraryFile[]> {
  const names = await readdir(folder).catch((thrown: unknown) => {
    if (isMissing(thrown)) return [] as string[];
    throw thrown;
  });
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  const records = ids.sort().map(async (id) => {
    const record = JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')) as LibraryRecord;
    const { bytes, sha256 } = record.gz;
    if (!isDigest(sha256) || !names.includes(`${id}.wasm.gz`)) return [];
    const path = join(folder, `${id}.wasm.gz`);
    return [
      { id, target: record.target, path, bytes, sha256, facts: record, compiled: compileStep(id, record) },
    ];
  });
  return (await Promise.all(records)).flat();
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

/** `problem` is why it cannot run there, null where it fits. */
export type LibraryMatch = { library: LibraryFile; problem: string | null };

/** Every library of the model's architecture, with how well it fits. */
export function matchLibraries(header: GgufHeader, libraries: LibraryFile[]): LibraryMatch[] {
  const architecture = header.metadata.text('general.architecture');
  return libraries
    .filter(({ facts }) => facts.architecture === architecture)
    .map((library) => ({ library, problem: misfit(header, library) }));
}

function misfit(header: GgufHeader, { facts }: LibraryFile): string | null {
  try {
    const { fits, differing } = compareWithLibrary(planTensors(header, facts.contextTokens), facts);
    const [first] = differing;
    if (fits) return null;
    return first
      ? `its ${first.name} is ${first.has || 'absent'}, the library's is ${first.wants || 'absent'}`
      : 'it has other tensors than the library';
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.message;
    throw thrown;
  }
}

/** A library as a file of a pack, or null where the committed file is not what its record says. */
export async function libraryShard(library: LibraryFile): Promise<Shard | null> {
  const { bytes, sha256, chunks } = await digestFile(library.path);
  if (sha256 !== library.sha256) return null;
  return {
    path: `libs/${library.id}.wasm.gz`,
    role: 'library',
    target: library.target,
    bytes,
    sha256,
    chunks,
  };
}
