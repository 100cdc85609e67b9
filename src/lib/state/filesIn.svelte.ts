import { type AppError, appError, errorShape, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { CatalogueEntry, PackId } from '../domain/pack';
import type { PlannedPack } from '../domain/plan';
import type { Picked } from '../packs/files/picked';
import type { FilesEvent } from '../packs/files/planning';
import type { PacksService } from '../packs/service';
import type { Connection } from '../wire/connect';
import { Rate } from './rate';

type What = Extract<FilesEvent, { kind: 'found' }>['what'];

/** Why files cannot be used: those that share a reason are told together. */
export type RefusedFiles = { error: ErrorShape; files: readonly string[] };

/** Where the chosen files stand. Bytes; `what` is null until it is known. */
export type FilesStage =
  | { kind: 'idle' }
  | {
      kind: 'reading';
      what: What | null;
      name: string;
      /** Of many files so many were looked at; null once it is known what they are. */
      looked: { files: number; of: number } | null;
      needed: number;
      readBytes: number;
      totalBytes: number;
      bytesPerSecond: number | null;
      secondsLeft: number | null;
    }
  /** `leftOut`: so many models more were there than can be looked at at once. */
  | { kind: 'ready'; plans: readonly PlannedPack[]; leftOut: number; refused: readonly RefusedFiles[] }
  | { kind: 'failed'; error: ErrorShape };

export type FilesInParts = {
  packs: () => Connection<PacksService>;
  /** What the site offers: a file that is in it is known. */
  known: () => readonly CatalogueEntry[];
  /** An installation that waits for its file goes on at once. */
  goOn: (packId: PackId) => void;
  waits: (packId: PackId) => boolean;
  now?: () => number;
};

/** Models that a person brings in from files: what they are, and how far they are read. */
export class FilesIn {
  stage = $state.raw<FilesStage>({ kind: 'idle' });
  readonly #parts: FilesInParts;
  #reading: AbortController | undefined;
  /** When nothing of what was chosen before is read any more. */
  #ended: Promise<void> = Promise.resolve();

  constructor(parts: FilesInParts) {
    this.#parts = parts;
  }

  /**
   * What was chosen before is forgotten; what of it was read is kept in quarantine. `name` is what the person knows the
   * chosen files by. A folder that was dropped may take a while before its files are known.
   */
  async choose(name: string, chosen: readonly Picked[] | Promise<readonly Picked[]>): Promise<void> {
    const before = this.#ended;
    this.cancel();
    const reading = new AbortController();
    this.#reading = reading;
    this.#ended = this.#choose(name, chosen, reading, before);
    await this.#ended;
  }

  cancel(): void {
    this.#reading?.abort(new DOMException('cancelled', 'AbortError'));
    this.#reading = undefined;
    this.stage = { kind: 'idle' };
  }

  /** Text of a licence file that lies in the chosen files, checked by its digest. */
  licenceText(packId: PackId, path: string): Promise<string> {
    return this.#parts.packs().call('plannedText', { packId, path });
  }

  async #choose(
    name: string,
    chosen: readonly Picked[] | Promise<readonly Picked[]>,
    reading: AbortController,
    before: Promise<void>,
  ): Promise<void> {
    const show = (stage: FilesStage) => {
      if (this.#reading === reading) this.stage = stage;
    };
    show({ kind: 'reading', ...UNKNOWN, name });
    try {
      const files = await chosen;
      await before; // the same file may have been chosen again: only one can read it
      if (files.length === 0) throw appError('archive/unknown-kind', { file: name });
      const ready = await this.#follow(name, files, reading.signal, show);
      show({ kind: 'ready', ...ready });
      for (const { packId } of ready.plans) if (this.#parts.waits(packId)) this.#parts.goOn(packId);
    } catch (thrown) {
      if (isAbort(thrown)) show({ kind: 'idle' });
      else show({ kind: 'failed', error: errorShape(named(toAppError(thrown), name)) });
    }
  }

  async #follow(
    name: string,
    files: readonly Picked[],
    signal: AbortSignal,
    show: (stage: FilesStage) => void,
  ): Promise<Omit<Extract<FilesStage, { kind: 'ready' }>, 'kind'>> {
    const { packs, known, now = () => performance.now() } = this.#parts;
    const args = { files: [...files], known: [...known()] };
    const stream = packs().stream('planFiles', args, signal);
    let found: Pick<Extract<FilesEvent, { kind: 'found' }>, 'what' | 'needed'> = { what: 'gguf', needed: 0 };
    let rate = new Rate();
    let leftOut = 0;
    let refused: readonly RefusedFiles[] = [];
    for (;;) {
      const step = await stream.next();
      if (step.done) return { plans: step.value, leftOut, refused };
      const event = step.value;
      if (event.kind === 'looking') {
        show({ kind: 'reading', ...UNKNOWN, name, looked: { files: event.looked, of: event.files } });
      } else if (event.kind === 'found') {
        found = event;
        rate = new Rate();
        const { what, needed, totalBytes } = event;
        show({ kind: 'reading', ...UNKNOWN, what, name: event.name, needed, totalBytes });
      } else if (event.kind === 'left-out') {
        leftOut = event.count;
      } else if (event.kind === 'refused') {
        refused = withRefused(refused, event);
      } else {
        const { file, readBytes, totalBytes } = event;
        rate.add(now(), readBytes);
        const { bytesPerSecond } = rate;
        const secondsLeft = bytesPerSecond ? (totalBytes - readBytes) / bytesPerSecond : null;
        const { what, needed } = found;
        const figures = { readBytes, totalBytes, bytesPerSecond, secondsLeft };
        show({ kind: 'reading', what, name: file, looked: null, needed, ...figures });
      }
    }
  }
}

/** In a folder without any model no single file is to blame. */
function named(error: AppError, file: string): AppError {
  return error.code === 'archive/unknown-kind' ? appError('archive/unknown-kind', { file }, error) : error;
}

/** Before anything is known. */
const UNKNOWN = {
  what: null,
  looked: null,
  ...{ needed: 0, readBytes: 0, totalBytes: 0, bytesPerSecond: null, secondsLeft: null },
} as const;

function withRefused(
  refused: readonly RefusedFiles[],
  { file, error }: { file: string; error: ErrorShape },
): RefusedFiles[] {
  const same = refused.find((group) => group.error.code === error.code);
  if (!same) return [...refused, { error, files: [file] }];
  return refused.map((group) => (group === same ? { ...group, files: [...group.files, file] } : group));
}
