import { errorShape, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { CatalogueEntry, PackId } from '../domain/pack';
import type { PlannedPack } from '../domain/plan';
import type { Picked } from '../packs/files/picked';
import type { FilesEvent } from '../packs/files/planning';
import type { PacksService } from '../packs/service';
import type { Connection } from '../wire/connect';
import { Rate } from './rate';

type What = Extract<FilesEvent, { kind: 'found' }>['what'];

/** Where the chosen files stand. Bytes; `what` is null until it is known. */
export type FilesStage =
  | { kind: 'idle' }
  | {
      kind: 'reading';
      what: What | null;
      name: string;
      needed: number;
      readBytes: number;
      totalBytes: number;
      bytesPerSecond: number | null;
      secondsLeft: number | null;
    }
  /** `leftOut`: so many models more were there than can be looked at at once. */
  | { kind: 'ready'; plans: readonly PlannedPack[]; leftOut: number }
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

  constructor(parts: FilesInParts) {
    this.#parts = parts;
  }

  /** What was chosen before is forgotten; what of it was read is kept in quarantine. */
  async choose(files: readonly Picked[]): Promise<void> {
    this.cancel();
    if (files.length === 0) return;
    const reading = new AbortController();
    this.#reading = reading;
    const show = (stage: FilesStage) => {
      if (this.#reading === reading) this.stage = stage;
    };
    const begun = { what: null, needed: 0, readBytes: 0, totalBytes: 0, bytesPerSecond: null };
    show({ kind: 'reading', ...begun, name: nameOf(files), secondsLeft: null });
    try {
      const { plans, leftOut } = await this.#follow(files, reading.signal, show);
      show({ kind: 'ready', plans, leftOut });
      for (const { packId } of plans) if (this.#parts.waits(packId)) this.#parts.goOn(packId);
    } catch (thrown) {
      if (isAbort(thrown)) show({ kind: 'idle' });
      else show({ kind: 'failed', error: errorShape(toAppError(thrown)) });
    }
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

  async #follow(
    files: readonly Picked[],
    signal: AbortSignal,
    show: (stage: FilesStage) => void,
  ): Promise<{ plans: PlannedPack[]; leftOut: number }> {
    const { packs, known, now = () => performance.now() } = this.#parts;
    const args = { files: [...files], known: [...known()] };
    const stream = packs().stream('planFiles', args, signal);
    let found: Pick<Extract<FilesEvent, { kind: 'found' }>, 'what' | 'needed'> = { what: 'gguf', needed: 0 };
    let rate = new Rate();
    let leftOut = 0;
    for (;;) {
      const step = await stream.next();
      if (step.done) return { plans: step.value, leftOut };
      const event = step.value;
      if (event.kind === 'found') {
        found = event;
        rate = new Rate();
        const { what, name, needed, totalBytes } = event;
        const unread = { readBytes: 0, bytesPerSecond: null, secondsLeft: null };
        show({ kind: 'reading', what, name, needed, totalBytes, ...unread });
      } else if (event.kind === 'left-out') {
        leftOut = event.count;
      } else {
        const { file: name, readBytes, totalBytes } = event;
        rate.add(now(), readBytes);
        const { bytesPerSecond } = rate;
        const secondsLeft = bytesPerSecond ? (totalBytes - readBytes) / bytesPerSecond : null;
        const { what, needed } = found;
        show({ kind: 'reading', what, name, needed, readBytes, totalBytes, bytesPerSecond, secondsLeft });
      }
    }
  }
}

/** What a person chose, in a word: the file, or the folder. */
function nameOf(files: readonly Picked[]): string {
  const [first] = files;
  if (!first) return '';
  const folder = first.path.split('/')[0] ?? '';
  return files.length === 1 ? first.file.name : folder;
}
