import type { Digest } from '../../domain/digest';
import { fail } from '../../domain/errors';
import type { FolderFile } from '../../domain/inspect';
import type { LineageStep, Shard } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import { fileSource } from './file-source';
import { nameOf, type Picked } from './picked';
import { planRead } from './plan-read';
import type { FilesEvent, Planning } from './planning';
import { readIn } from './read-in';
import { spaceFor } from './space';

/** A folder as MLC publishes it, with its compiled library beside it or not. Its papers are read before its weights. */
export async function* planMlc(
  planning: Planning,
  folder: string,
  files: readonly Picked[],
): AsyncGenerator<FilesEvent, PlannedPack, void> {
  const { room, store, signal } = planning;
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
    const reading = readIn({ store, hash: room.hash }, picked, signal);
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
  const step: LineageStep = {
    kind: 'quantise',
    tool: 'MLC LLM, as whoever made the folder ran it',
    version: 'not recorded',
    inputs: [],
    outputs: [name],
    at: '',
    note: 'Brought in as a folder. Its digests were computed on this device.',
  };
  return planRead(planning, { source, inspection, files: read, shards, step });
}
