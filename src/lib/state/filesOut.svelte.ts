import { appError, errorShape, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { InstalledPack, PackId } from '../domain/pack';
import { archiveName, EXTENSION } from '../packs/archive/names';
import type { PacksService } from '../packs/service';
import type { Connection } from '../wire/connect';
import { askBeforeLeaving } from './askBeforeLeaving';
import { Rate } from './rate';

/** How far one model is on its way into a file. `checking` reads it first, where a browser only knows downloads. */
export type ExportState =
  | { kind: 'checking'; fraction: number }
  | {
      kind: 'saving' | 'paused';
      doneBytes: number;
      totalBytes: number;
      bytesPerSecond: number | null;
      secondsLeft: number | null;
    }
  /** `kept` bytes were in the file already. */
  | { kind: 'saved'; fileName: string; keptBytes: number; how: 'written' | 'downloaded' }
  | { kind: 'failed'; error: ErrorShape };

/** The save dialog, where a browser has one that lets a page write into the chosen file. */
export type SavePicker = (options: {
  suggestedName: string;
  types: { description: string; accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle>;

export type FilesOutParts = {
  packs: () => Connection<PacksService>;
  picker: SavePicker | undefined;
  /** Hands a Blob to the browser's own downloads. */
  download: (fileName: string, blob: Blob) => void;
  now?: () => number;
};

/** Models on their way out of the browser, into files. */
export class FilesOut {
  readonly states = $state<Record<PackId, ExportState | undefined>>({});
  readonly canWrite: boolean;
  readonly #parts: FilesOutParts;
  readonly #running = new Map<PackId, { stop: AbortController; ended: Promise<void> }>();
  /** The file of an export that was paused or failed: it goes on there. `ours`: it was empty before we wrote into it. */
  readonly #files = new Map<PackId, { handle: FileSystemFileHandle; ours: boolean }>();

  constructor(parts: FilesOutParts) {
    this.#parts = parts;
    this.canWrite = parts.picker !== undefined;
  }

  /** Asks for a place and writes there. A file that was begun before, and is chosen again, goes on. */
  async save(pack: InstalledPack): Promise<void> {
    const { picker } = this.#parts;
    if (!picker) return this.download(pack);
    try {
      const handle = await picker({
        suggestedName: archiveName(pack.packId, pack.manifest),
        types: [{ description: 'Haversack', accept: { 'application/x-tar': [EXTENSION] } }],
      });
      this.#files.set(pack.packId, { handle, ours: await isEmpty(handle) });
    } catch (thrown) {
      if (isAbort(thrown)) return; // the person closed the dialog
      return this.#fail(pack.packId, thrown);
    }
    await this.resume(pack.packId);
  }

  /** Goes on with a paused export, in the same file. */
  async resume(packId: PackId): Promise<void> {
    const handle = this.#files.get(packId)?.handle;
    if (!handle || this.#running.has(packId)) return;
    await this.#run(packId, async (signal, running) => {
      // A browser puts what it has written into the file when the file is closed: a page that goes away loses all of it.
      askBeforeLeaving(running);
      const rate = new Rate();
      const { now = () => performance.now() } = this.#parts;
      const stream = this.#parts.packs().stream('exportTo', { packId, handle }, signal);
      for (;;) {
        const step = await stream.next();
        const { doneBytes, keptBytes, totalBytes } = step.value;
        rate.add(now(), doneBytes);
        const { bytesPerSecond } = rate;
        const secondsLeft = bytesPerSecond ? (totalBytes - doneBytes) / bytesPerSecond : null;
        const figures = { doneBytes, totalBytes, bytesPerSecond, secondsLeft };
        if (!step.done) this.states[packId] = { kind: 'saving', ...figures };
        else if (step.value.kind === 'stopped')
          return void (this.states[packId] = { kind: 'paused', ...figures });
        else return this.#saved(packId, { fileName: handle.name, keptBytes, how: 'written' });
      }
    });
  }

  /** What was written stays in the file. */
  pause(packId: PackId): void {
    this.#running.get(packId)?.stop.abort(new DOMException('paused', 'AbortError'));
  }

  /**
   * Ends it, and takes the file away that is not complete, where the browser can. A file that had something in it before
   * stays: it may be a whole archive that was only compared so far.
   */
  async cancel(packId: PackId): Promise<void> {
    // Before it ends, which it may do by being complete: what was cancelled is gone either way.
    const file = this.#files.get(packId);
    this.pause(packId);
    await this.#running.get(packId)?.ended;
    this.#files.delete(packId);
    this.states[packId] = undefined;
    const removable: (FileSystemFileHandle & { remove?(): Promise<void> }) | undefined = file?.handle;
    if (file?.ours) await removable?.remove?.();
  }

  dismiss(packId: PackId): void {
    this.states[packId] = undefined;
  }

  /** For every browser: reads and checks the whole model, then hands it over as a download. */
  async download({ packId }: InstalledPack): Promise<void> {
    await this.#run(packId, async (signal) => {
      this.states[packId] = { kind: 'checking', fraction: 0 };
      const stream = this.#parts.packs().stream('verify', { packId }, signal);
      let step = await stream.next();
      for (; !step.done; step = await stream.next()) {
        if (step.value.kind !== 'progress') continue;
        const { readBytes, totalBytes } = step.value;
        this.states[packId] = { kind: 'checking', fraction: readBytes / totalBytes };
      }
      const wrong = step.value.checks.find(({ verdict }) => verdict !== 'match');
      if (wrong) throw appError('pack/corrupt', { packId, file: wrong.path });
      const { fileName, parts } = await this.#parts.packs().call('exportParts', { packId }, signal);
      this.#parts.download(fileName, new Blob(parts, { type: 'application/x-tar' }));
      this.#saved(packId, { fileName, keptBytes: 0, how: 'downloaded' });
    });
  }

  /** `work` is told when it shall stop, and can tell others when it has ended. */
  async #run(
    packId: PackId,
    work: (signal: AbortSignal, running: AbortSignal) => Promise<void>,
  ): Promise<void> {
    if (this.#running.has(packId)) return;
    const stop = new AbortController();
    const end = new AbortController();
    const ended = work(stop.signal, end.signal)
      .catch((thrown: unknown) => {
        if (isAbort(thrown)) this.#stopped(packId);
        else this.#fail(packId, thrown);
      })
      .finally(() => {
        this.#running.delete(packId);
        end.abort();
      });
    this.#running.set(packId, { stop, ended });
    await ended;
  }

  #saved(packId: PackId, how: Omit<Extract<ExportState, { kind: 'saved' }>, 'kind'>): void {
    this.#files.delete(packId);
    this.states[packId] = { kind: 'saved', ...how };
  }

  /** Where there is a file, it holds what was written. */
  #stopped(packId: PackId): void {
    const state = this.states[packId];
    const begun = state?.kind === 'saving' && this.#files.has(packId);
    this.states[packId] = begun ? { ...state, kind: 'paused' } : undefined;
  }

  #fail(packId: PackId, thrown: unknown): void {
    this.states[packId] = { kind: 'failed', error: errorShape(toAppError(thrown)) };
  }
}

/** False also for a file that cannot be looked at: whoever writes into it will say why. */
function isEmpty(handle: FileSystemFileHandle): Promise<boolean> {
  return handle.getFile().then(
    ({ size }) => size === 0,
    () => false,
  );
}
