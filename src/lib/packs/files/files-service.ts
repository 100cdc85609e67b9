import { errorShape, toAppError } from '../../domain/errors';
import type { CatalogueEntry, PackId } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import { type ExportParts, exportParts } from '../archive/export-parts';
import { type ExportEvent, type ExportResult, exportTo } from '../archive/export-to';
import { MOST_PLANS } from '../install/plans';
import { isAppErrorWith } from '../form/refused';
import type { PacksRoom } from '../room';
import { knownPacks } from './known';
import { checkPicked, type Picked } from './picked';
import { planArchive } from './plan-archive';
import { planGguf } from './plan-gguf';
import { planMirror } from './plan-mirror';
import { planMlc } from './plan-mlc';
import { planUnpacked } from './plan-unpacked';
import type { FilesEvent, Planned, Planning } from './planning';
import { recognise, type Recognised, recognisedName } from './recognise';

type Context = { signal: AbortSignal };

export type PlanFilesArgs = {
  files: Picked[];
  /** The site's list, as the page has it: a file that is in it is what the list says. */
  known?: CatalogueEntry[];
};

/** Models out of files, and into them. */
export type FilesService = {
  /**
   * What the chosen files are: one plan for each model found, as many as this worker keeps. A GGUF and an MLC folder are
   * read on the way, into quarantine. Throws `archive/`, `gguf/`, `mlc/` and `storage/` codes where only one was found;
   * of several those that cannot be used are told in events.
   */
  planFiles(args: PlanFilesArgs, context: Context): AsyncGenerator<FilesEvent, PlannedPack[], void>;
  /** An installed pack as one archive, in parts that join to a Blob without a copy. Verify it first. */
  exportParts(args: { packId: PackId }, context: Context): Promise<ExportParts>;
  /** An installed pack as one archive, into a file that the person chose; goes on with one that was cut off. */
  exportTo(
    args: { packId: PackId; handle: FileSystemFileHandle },
    context: Context,
  ): AsyncGenerator<ExportEvent, ExportResult, void>;
};

export function filesService(room: PacksRoom): FilesService {
  return {
    async *planFiles({ files: given, known = [] }, { signal }) {
      const files = checkPicked(given);
      const planning: Planning = {
        ...{ room, signal, store: await room.recovered() },
        known: await knownPacks(room, known),
      };
      const { found, others } = yield* look(files, signal);
      for (const { file, error } of others) yield { kind: 'refused', file, error: errorShape(error) };
      const alone = found.length + others.length === 1;
      const plans = new Map<PackId, PlannedPack>();
      let leftOut = 0;
      for (const one of found) {
        signal.throwIfAborted();
        try {
          const planned = yield* planOne(planning, one, files, MOST_PLANS - plans.size);
          for (const plan of planned.plans) plans.set(plan.packId, plan);
          leftOut += planned.leftOut;
        } catch (thrown) {
          if (alone || !isOfOneModel(thrown)) throw thrown;
          const error = errorShape(toAppError(thrown));
          yield { kind: 'refused', file: recognisedName(one, files), error };
        }
      }
      if (leftOut > 0) yield { kind: 'left-out', count: leftOut };
      return [...plans.values()];
    },
    exportParts: async ({ packId }) => exportParts(await room.store(), packId, room.keys),
    async *exportTo(args, { signal }) {
      return yield* exportTo(await room.store(), { ...args, keys: room.keys }, signal);
    },
  };
}

async function* look(files: readonly Picked[], signal: AbortSignal) {
  const looking = recognise(files, signal);
  for (;;) {
    const step = await looking.next();
    if (step.done) return step.value;
    yield { kind: 'looking' as const, looked: step.value, files: files.length };
  }
}

/** What is wrong with one model, or that there is no room for it, says nothing of the others. */
function isOfOneModel(thrown: unknown): boolean {
  return (['archive/', 'gguf/', 'mlc/', 'pack/', 'storage/quota', 'storage/busy'] as const).some((code) =>
    isAppErrorWith(thrown, code),
  );
}

async function* planOne(
  planning: Planning,
  found: Recognised,
  files: readonly Picked[],
  most: number,
): AsyncGenerator<FilesEvent, Planned, void> {
  if (found.kind !== 'mirror' && most === 0) return { plans: [], leftOut: 1 };
  if (found.kind === 'gguf') return one(yield* planGguf(planning, found.picked));
  if (found.kind === 'mlc') return one(yield* planMlc(planning, found.folder, found.files));
  const planned =
    found.kind === 'mirror'
      ? await planMirror(planning, found, most)
      : one(
          found.kind === 'unpacked'
            ? await planUnpacked(planning, found)
            : await planArchive(planning, found.picked),
        );
  const { plans } = planned;
  const sum = (of: 'totalBytes' | 'toFetch') => plans.reduce((total, plan) => total + plan[of], 0);
  const name = recognisedName(found, files);
  yield { kind: 'found', what: found.kind, name, totalBytes: sum('totalBytes'), needed: sum('toFetch') };
  return planned;
}

function one(plan: PlannedPack): Planned {
  return { plans: [plan], leftOut: 0 };
}
