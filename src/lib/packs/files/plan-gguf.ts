import type { Found } from '../../domain/inspect';
import type { LineageStep, Shard } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import { fileSource } from './file-source';
import { nameOf, type Picked } from './picked';
import type { FilesEvent, Planning } from './planning';
import { planRead } from './plan-read';
import { readIn } from './read-in';
import { spaceFor } from './space';

/** A plain path, whatever somebody has called the file. */
const WEIGHTS = 'model.gguf';

/** A GGUF by itself: its header says whether it can run, before it is read whole. */
export async function* planGguf(
  planning: Planning,
  picked: Picked,
): AsyncGenerator<FilesEvent, PlannedPack, void> {
  const { room, store, signal } = planning;
  const name = nameOf(picked.path);
  const found: Found = { name, url: '', revision: '' };
  const header = fileSource(picked.file, name);
  const inspection = await room.inspect.gguf(header, found, signal).finally(() => header.close());
  yield { kind: 'found', what: 'gguf', name, ...(await spaceFor(store, [picked])) };

  const reading = readIn({ store, hash: room.hash }, picked, signal);
  let read = await reading.next();
  for (; !read.done; read = await reading.next()) {
    yield { kind: 'reading', file: name, readBytes: read.value, totalBytes: picked.file.size };
  }
  const { sha256, chunks } = read.value;
  const weights: Shard = { path: WEIGHTS, role: 'weights', bytes: picked.file.size, sha256, chunks };
  const source = { kind: 'file', fileName: name.slice(0, 1000) } as const;
  const files = new Map([[sha256, picked]]);
  const step: LineageStep = {
    kind: 'convert',
    tool: 'not recorded in the file',
    version: '',
    inputs: [],
    outputs: [sha256],
    at: '',
    note: 'Brought in as a GGUF file. Its digest was computed on this device.',
  };
  return planRead(planning, { source, inspection, files, shards: [weights], step });
}
