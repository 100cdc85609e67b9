import type { DeviceReport, EngineChoice, EnginePreference } from '../domain/device';
import type {
  Engine,
  EngineNotice,
  LoadProgress,
  LoadRequest,
  Prompt,
  Session,
  TokenEvent,
  Usage,
} from '../domain/engine';
import { AppError, fail, isAbort, toAppError } from '../domain/errors';
import type { InstalledPack, PackManifest } from '../domain/pack';
import { Turns } from '../engine/turns';

export type RunnerStatus =
  | { kind: 'idle' }
  | { kind: 'loading'; packId: string; choice: EngineChoice; progress: LoadProgress }
  | { kind: 'ready'; packId: string; choice: EngineChoice; contextTokens: number };

/** The files of a pack that an engine reads, opened from the verified store. */
export type PackFiles = (
  pack: InstalledPack,
  choice: EngineChoice,
) => Promise<Pick<LoadRequest, 'weights' | 'library' | 'folder'>>;

export type RunnerParts = {
  engine: Engine;
  files: PackFiles;
  device: () => Promise<DeviceReport>;
  choose: (report: DeviceReport, manifest: PackManifest, preference: EnginePreference) => EngineChoice;
  preference: () => EnginePreference;
  /** Notes that a load begins, so that it is known if this tab dies in it; the result notes that it ended. */
  mark: (pack: InstalledPack, choice: EngineChoice) => Promise<() => void>;
  /** The pack has begun to work on a text. */
  onUsed?: (pack: InstalledPack) => void;
  /** A file of the pack is damaged or missing: nothing was loaded from it. */
  onDamaged: (pack: InstalledPack) => void;
};

/** Keeps at most one model loaded, on the engine that suits this device, and says where it stands. */
export class Runner {
  status = $state.raw<RunnerStatus>({ kind: 'idle' });
  notice = $state.raw<EngineNotice | undefined>(undefined);
  /** What the model does with a prompt: reads it, which takes a while and shows nothing, then writes. */
  activity = $state<'reading' | 'writing' | null>(null);
  /** Tokens per second of the last text that was written to its end, and how many tokens it had. */
  pace = $state.raw<{ tokens: number; perSecond: number } | null>(null);
  #session: { packId: string; wanted: string; session: Session } | undefined;
  /** Two pages may want texts of two packs: one waits, or each would end the other's model. */
  readonly #turns = new Turns(32);
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** In its turn: loads `pack` if it is not loaded yet, then yields the events of one generation. */
  async *generate(
    pack: InstalledPack,
    prompt: Prompt,
    signal: AbortSignal,
  ): AsyncGenerator<TokenEvent, void, void> {
    const endTurn = await this.#turns.take(signal);
    try {
      const session = await this.#ready(pack, signal);
      this.activity = 'reading';
      for await (const event of session.generate(prompt, signal)) {
        if (event.kind === 'start') this.#parts.onUsed?.(pack);
        if (event.kind === 'delta') this.activity = 'writing';
        if (event.kind === 'end') this.pace = paceOf(event.usage);
        yield event;
      }
    } finally {
      this.activity = null;
      endTurn();
    }
  }

  /** Something is loading or being written: an update should wait. */
  get busy(): boolean {
    return this.activity !== null || this.status.kind === 'loading';
  }

  /** The session of `pack`. Rejects with AbortError when stopped while loading. */
  async #ready(pack: InstalledPack, signal: AbortSignal): Promise<Session> {
    const report = await this.#parts.device();
    const choice = this.#parts.choose(report, pack.manifest, this.#parts.preference());
    if (choice.engine === 'cpu' && choice.runs === false) fail('device/needs-gpu', { reason: choice.reason });
    const wanted = keyOf(choice);
    const held = this.#session;
    if (held?.packId === pack.packId) {
      // In place of a GPU that failed the CPU serves, until the person asks for the GPU by name.
      const inPlace = held.wanted === wanted && choice.reason !== 'asked-for';
      if (inPlace || keyOf(held.session.choice) === wanted) return held.session;
    }
    await this.release();
    try {
      return await this.#load(pack, choice, wanted, signal);
    } catch (thrown) {
      // A GPU that fails with this pack must not keep a person from working: the CPU can run the same file.
      const gpuOnly = choice.reason === 'asked-for' || pack.manifest.layout === 'mlc';
      if (choice.engine === 'cpu' || gpuOnly || !gpuFault(thrown)) throw thrown;
      return await this.#load(pack, { engine: 'cpu', reason: 'gpu-failed' }, wanted, signal);
    }
  }

  /** Unloads the model and frees its memory. */
  async release(): Promise<void> {
    const held = this.#session;
    this.#session = undefined;
    this.status = { kind: 'idle' };
    await held?.session.close();
  }

  readonly onNotice = (notice: EngineNotice): void => {
    this.notice = notice;
  };

  async #load(
    pack: InstalledPack,
    choice: EngineChoice,
    wanted: string,
    signal: AbortSignal,
  ): Promise<Session> {
    const { packId, manifest } = pack;
    const show = (progress: LoadProgress) => (this.status = { kind: 'loading', packId, choice, progress });
    this.notice = undefined;
    show({ stage: 'read', fraction: 0 });
    const endMark = await this.#parts.mark(pack, choice);
    try {
      const files = await this.#parts.files(pack, choice);
      signal.throwIfAborted();
      const session = await this.#parts.engine.load(
        { manifest, choice, ...files },
        { signal, onProgress: show },
      );
      this.#session = { packId, wanted, session };
      this.status = { kind: 'ready', packId, choice, contextTokens: session.contextTokens };
      return session;
    } catch (thrown) {
      this.status = { kind: 'idle' };
      if (isDamage(thrown)) this.#parts.onDamaged(pack);
      throw thrown;
    } finally {
      endMark();
    }
  }
}

/** Choices with one key load the same thing. */
function keyOf(choice: EngineChoice): string {
  return choice.engine === 'gpu' ? `gpu ${choice.target}` : 'cpu';
}

function paceOf({ completionTokens, decodeMs }: Usage): { tokens: number; perSecond: number } | null {
  // The first token comes out of the prompt; the rest took `decodeMs`.
  if (completionTokens < 2 || decodeMs <= 0) return null;
  return { tokens: completionTokens, perSecond: ((completionTokens - 1) * 1000) / decodeMs };
}

function isDamage(thrown: unknown): boolean {
  return thrown instanceof AppError && (thrown.code === 'pack/corrupt' || thrown.code === 'pack/missing');
}

/** Faults of the GPU or its engine; a damaged file or a full disk would fail on the CPU as well. */
function gpuFault(thrown: unknown): boolean {
  if (isAbort(thrown)) return false;
  const { code } = toAppError(thrown);
  return (
    code.startsWith('device/') ||
    code.startsWith('engine/') ||
    code === 'gguf/unsupported' ||
    code === 'gguf/tokenizer'
  );
}
