import { MIB, type ByteSource } from '../../domain/bytes';
import { fail } from '../../domain/errors';
import type { FolderFile } from '../../domain/inspect';
import type { LineageStep, Shard } from '../../domain/pack';
import { hubUrl } from '../fetch/addresses';
import type { NewPlan } from '../install/plans';
import type { HubFile } from './answer';
import { httpSource, memorySource } from './http-source';
import { findLibrary, type FoundLibrary } from './library';
import { foundAt, planOf, type Planning } from './plan';
import { fetchSmallFile, SMALL_FILE_BYTES, type SmallFile } from './small-file';

/** All that a plan may fetch: large files have their digest on the hub, so only a strange hub comes near. */
const MOST_PLANNED_BYTES = 256 * MIB;

/** A folder as MLC publishes it: configs, tokenizer and index are read, the shards named by the digests of the hub. */
export async function planMlc(planning: Planning, address: string | undefined): Promise<NewPlan> {
  const { source, repo, inspect, network, signal } = planning;
  const hub = { endpoint: source.endpoint, hosts: source.hosts };
  const library = await findLibrary(hub, repo, address, planning);
  const fetched = new Map<string, Promise<SmallFile>>();
  let planned = 0;

  const small = (file: HubFile) => {
    const known = fetched.get(file.path);
    if (known) return known;
    planned += file.bytes;
    if (planned > MOST_PLANNED_BYTES)
      return fail('source/too-long', { host: new URL(source.endpoint).host, bytes: MOST_PLANNED_BYTES });
    const coming = fetchSmallFile(source, file, network, signal);
    fetched.set(file.path, coming);
    return coming;
  };
  const open = async (file: HubFile): Promise<ByteSource> =>
    file.bytes <= SMALL_FILE_BYTES
      ? memorySource((await small(file)).bytes)
      : httpSource(hubUrl(source, file.path), file.bytes, source.hosts, network, signal);

  const files = repo.files.map((file): FolderFile => ({
    ...{ path: file.path, bytes: file.bytes },
    open: () => open(file),
  }));
  const inspection = await inspect.mlc(files, library && libraryFile(library), foundAt(planning), signal);
  const shards: Shard[] = [];
  for (const { path, role, target } of inspection.roles) {
    if (library && path === library.path) {
      shards.push({
        path,
        role,
        bytes: library.bytes.length,
        sha256: library.sha256,
        ...(target ? { target } : {}),
      });
      continue;
    }
    const file = repo.files.find((each) => each.path === path);
    if (!file) return fail('source/not-found', { what: `${repo.id}: ${path}`.slice(0, 200) });
    const sha256 = file.lfs ?? (await small(file)).sha256;
    shards.push({ path, role, bytes: file.bytes, sha256, ...(target ? { target } : {}) });
  }
  const elsewhere = library ? [{ path: library.path, url: library.url }] : [];
  const name = source.repo.split('/')[1] ?? source.repo;
  const placed = { ...planning, source: { ...source, elsewhere }, about: { name, ...planning.about } };
  return planOf(
    placed,
    inspection,
    [...shards, ...inspection.libraries],
    library?.trust ?? 'declared',
    stepsOf(planning, library),
  );
}

function libraryFile({ path, bytes }: FoundLibrary): FolderFile {
  return { path, bytes: bytes.length, open: async () => memorySource(bytes) };
}

function stepsOf({ source, repo }: Planning, library: FoundLibrary | undefined): LineageStep[] {
  const published: LineageStep = {
    kind: 'quantise',
    tool: 'MLC LLM, as the publisher ran it',
    version: 'not recorded',
    inputs: repo.card.baseModels.slice(0, 20),
    outputs: [`${source.repo} @ ${source.revision}`],
    at: '',
    note: `The digests of the large files are those that ${new URL(source.endpoint).host} publishes for this commit.`,
  };
  if (!library) return [published];
  const compiled: LineageStep = {
    kind: 'compile',
    tool: 'MLC LLM, as the publisher ran it',
    version: library.pinned || 'not recorded',
    inputs: [],
    outputs: [library.sha256],
    at: '',
    note:
      library.trust === 'declared'
        ? `The program for the GPU, from ${library.url}.`.slice(0, 4000)
        : `The program for the GPU, from ${library.url}. No SHA-256 of it is published: it was seen on this device first.`,
  };
  return [published, compiled];
}
