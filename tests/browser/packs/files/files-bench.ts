import { toDigest } from '../../../../src/lib/domain/digest';
import type { InstallEvent, InstallResult } from '../../../../src/lib/domain/install';
import type { CatalogueEntry } from '../../../../src/lib/domain/pack';
import type { PlannedPack } from '../../../../src/lib/domain/plan';
import type { Picked } from '../../../../src/lib/packs/files/picked';
import type { FilesEvent } from '../../../../src/lib/packs/files/planning';
import type { PacksService } from '../../../../src/lib/packs/service';
import { connect, type Connection } from '../../../../src/lib/wire/connect';
import type { Port } from '../../../../src/lib/wire/protocol';
import { seededBytes } from '../../../fakes/seeded-bytes';
import { tinyLlama } from '../../../fixtures/gguf/tiny-models';
import { writeGguf } from '../../../fixtures/gguf/write-gguf';
import type { FilesSetting, Hold } from './worker';

export type FilesBench = {
  root: string;
  packs: Connection<PacksService>;
  kill(): void;
  again(): FilesBench;
  /** What is read of chosen files or written into a saved one waits at this byte, until `hold` is called without one. */
  hold(at?: number): void;
  /** Bytes of what is on its way. */
  partBytes(): Promise<number>;
};

let count = 0;

/** A device of its own: a packs worker over an empty store. `again` is the same device after its tab was killed. */
export function device(setting: Partial<FilesSetting> = {}): FilesBench {
  const root = setting.root ?? `files-${Date.now().toString(36)}-${count++}`;
  const name = JSON.stringify({ ...setting, root });
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name });
  const kill = () => worker.terminate();
  const packs = connect<PacksService>(worker as Port);
  return {
    root,
    packs,
    kill,
    again: () => (kill(), device({ ...setting, root })),
    hold: (at) => worker.postMessage({ kind: 'hold', at: at ?? null } satisfies Hold),
    partBytes: async () => (await packs.call('parts', {})).bytes,
  };
}

const MIB = 1024 * 1024;

/** A whole model that can be run, made heavy by an array that no layer uses. */
export function ggufOf(mib: number, seed = 5): Uint8Array<ArrayBuffer> {
  const model = tinyLlama();
  const bytes = Math.round(mib * MIB);
  const extra = { name: 'extra.weight', shape: [bytes / 4], type: 0, data: new Uint8Array(0) };
  const head = writeGguf({ ...model, tensors: [...model.tensors, extra] });
  const whole = new Uint8Array(head.length + bytes);
  whole.set(head);
  whole.set(seededBytes(seed, bytes), head.length);
  return whole;
}

/** As from a file picker. The time is fixed: the same file chosen again is the same file. */
export function picked(path: string, bytes: BlobPart): Picked {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { path, file: new File([bytes], name, { lastModified: 1_700_000_000_000 }) };
}

export async function plan(
  { packs }: FilesBench,
  files: Picked[],
  { known = [], signal, onEvent = () => {} }: PlanOptions = {},
): Promise<{ plans: PlannedPack[]; events: FilesEvent[] }> {
  const events: FilesEvent[] = [];
  const stream = packs.stream('planFiles', { files, known }, signal);
  for (;;) {
    const step = await stream.next();
    if (step.done) return { plans: step.value, events };
    events.push(step.value);
    onEvent(step.value);
  }
}
type PlanOptions = { known?: CatalogueEntry[]; signal?: AbortSignal; onEvent?: (event: FilesEvent) => void };

export const word = { at: '2026-11-01T00:00:00Z', note: 'a test' };

export async function install(
  { packs }: FilesBench,
  { packId }: PlannedPack,
  { signal, onEvent = () => {} }: { signal?: AbortSignal; onEvent?: (event: InstallEvent) => void } = {},
): Promise<InstallResult> {
  const stream = packs.stream('installPlanned', { packId, acceptedLicence: true, word }, signal);
  for (;;) {
    const step = await stream.next();
    if (step.done) return step.value;
    onEvent(step.value);
  }
}

/** The only plan of these files, installed. */
export async function bringIn(at: FilesBench, files: Picked[]): Promise<PlannedPack> {
  const { plans } = await plan(at, files);
  const [only, second] = plans;
  if (!only || second) throw new Error(`${plans.length} plans`);
  const result = await install(at, only);
  if (result.kind !== 'installed') throw new Error(result.kind);
  return only;
}

/** An installed pack as a file, by download. */
export async function exported(
  { packs }: FilesBench,
  { packId }: { packId: PlannedPack['packId'] },
): Promise<Picked> {
  const { fileName, totalBytes, parts } = await packs.call('exportParts', { packId });
  const whole = new Blob(parts);
  if (whole.size !== totalBytes) throw new Error(`${whole.size} bytes, not ${totalBytes}`);
  return picked(fileName, whole);
}

/** The digest of every file of a pack, read from disk. */
export async function contents(
  { packs }: FilesBench,
  { packId }: { packId: PlannedPack['packId'] },
): Promise<Record<string, string>> {
  const read: Record<string, string> = {};
  for (const { path, file } of await packs.call('files', { packId })) {
    const blob = file.ref instanceof Blob ? file.ref : await file.ref.getFile();
    read[path] = await digestOf(await blob.arrayBuffer());
  }
  return read;
}

export async function digestOf(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  return toDigest(await crypto.subtle.digest('SHA-256', bytes));
}
