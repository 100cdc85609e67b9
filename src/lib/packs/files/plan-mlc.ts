import type { Digest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import type { FolderFile } from '../../domain/inspect';
import type { LineageStep, Shard } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import { fileSource } from './file-source';
import { knownByFiles } from './known';
import { nameOf, type Picked } from './picked';
import { planRead } from './plan-read';
import type { FilesEvent, Planning } from './planning';
import { readIn } from './read-in';
import { withoutAbsent } from './site-libraries';
import { spaceFor } from './space';

/** A folder as MLC publishes it, with its compiled library beside it or not. Its papers are read before its weights. */
export async function* planMlc(
  planning: Planning,
  folder: string,
  files: readonly Picked[],
): AsyncGenerator<FilesEvent, PlannedPack, void> {
  const { room, store, known, signal } = planning;
  const name = nameOf(folder.slice(0, -1)) || 'model';
  const inFolder = files.map((picked): FolderFile => ({
    path: picked.path.slice(folder.length),
    bytes: picked.file.size,
    open: async () => fileSource(picked.file, nameOf(picked.path)),
  }));
  const [library, second] = inFolder.filter(({ path }) => /\.wasm(?:\.gz)?$/i.test(path));
  const found = { name, url: '', revision: '' };
  const inspection = await room.inspect.mlc(inFolder, second ? undefined : library, found, signal);
  const wanted = inspection.roles.map((role) => {
    const picked = files.find(({ path }) => path === folder + role.path);
    return { ...role, picked: picked ?? fail('mlc/invalid', { file: role.path, problem: 'missing' }) };
  });
  const { totalBytes, needed } = await spaceFor(
    store,
    wanted.map(({ picked }) => picked),
  );
  yield { kind: 'found', what: 'mlc', name, totalBytes, needed };

  const read = new Map<Digest, Picked>();
  const shards: Shard[] = [];
  let before = 0;
  for (const { path, role, target, picked } of wanted) {
    const reading = readIn(store, picked, signal);
    let step = await reading.next();
    for (; !step.done; step = await reading.next())
      yield { kind: 'reading', file: path, readBytes: before + step.value, totalBytes };
    const { sha256, chunks } = step.value;
    const { size: bytes } = picked.file;
    before += bytes;
    read.set(sha256, picked);
    shards.push({ path, role, bytes, sha256, chunks, ...(target ? { target } : {}) });
  }
  const source = { kind: 'folder', fileName: name.slice(0, 1000) } as const;
  const same = knownByFiles(known, new Set(read.keys()));
  if (same) return planRead(planning, { ...same, source, inspection, files: read });

  const asRead: LineageStep = {
    kind: 'quantise',
    tool: 'MLC LLM, as whoever made the folder ran it',
    version: 'not recorded',
    inputs: [],
    outputs: [name],
    at: '',
    note: 'Brought in as a folder. Its digests were computed on this device.',
  };
  const { libraries, bytesOf } = await withoutAbsent(planning, inspection.libraries);
  const { lineage } = inspection.manifest;
  const manifest = {
    ...inspection.manifest,
    lineage: { ...lineage, steps: [asRead, ...lineage.steps] },
    shards: [...shards, ...libraries],
  };
  return planRead(planning, { manifest, trust: 'first-seen', source, inspection, files: read, bytesOf });
}
