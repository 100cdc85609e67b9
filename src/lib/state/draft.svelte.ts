import { errorShape, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { InstalledPack } from '../domain/pack';
import type { DraftIntent, Flag } from '../domain/task';
import { loadRecord } from '../records';
import { LARGEST_SEED, MOST_TEMPERATURE, parseDraftRecord, within, type DraftRecord } from './draftRecord';
import { History } from './history';
import type { Runner } from './runner.svelte';
import { Saver } from './saver';

export type DraftParts = {
  runner: Pick<Runner, 'generate'>;
  packs: () => readonly InstalledPack[];
  report: (error: unknown) => void;
};

/** Edits by hand closer together than this count as one step of undo. */
const EDIT_STEP_MS = 1200;
/** Temperature of another try after a greedy one. */
const SOME_FREEDOM = 0.4;

type Kit = typeof import('./draftKit');

/** The Draft page: notes in, a draft out, every version kept until cleared. */
export class Draft {
  intent = $state<DraftIntent>('paragraph');
  input = $state('');
  output = $state('');
  /** Greedy first: it keeps more of the notes' facts than sampling does. */
  temperature = $state(0);
  seed = $state(1);
  phase = $state<'idle' | 'running'>('idle');
  error = $state.raw<ErrorShape | null>(null);
  announcement = $state<'started' | 'finished' | 'stopped' | null>(null);
  /** What a person should know about how the draft ended. */
  remark = $state<'cut' | 'looped' | null>(null);
  /** Facts of the notes that the draft lost, and facts that it made up. */
  flags = $state.raw<Flag[]>([]);
  canUndo = $state(false);
  canRedo = $state(false);
  #packId = $state('');
  #history = new History('');
  #editedAt = -Infinity;
  #stop: AbortController | undefined;
  readonly #saver: Saver;
  readonly #parts: DraftParts;

  readonly pack = $derived.by(() => {
    const packs = this.#parts.packs();
    return packs.find((pack) => pack.packId === this.#packId) ?? packs[0];
  });
  readonly canStart = $derived(this.phase === 'idle' && this.pack !== undefined && this.input.trim() !== '');

  constructor(parts: DraftParts) {
    this.#parts = parts;
    this.#saver = new Saver('draft', parts.report);
  }

  /** Loads what this page works with. */
  prepare(): Promise<Kit> {
    return import('./draftKit');
  }

  async restore(): Promise<void> {
    const stored = await loadRecord('draft', parseDraftRecord);
    if (!stored) return;
    this.intent = stored.intent;
    this.input = stored.input;
    this.temperature = stored.temperature;
    this.seed = stored.seed;
    this.#packId = stored.packId;
    this.#history = new History(stored.output);
    this.#draw();
  }

  setIntent(intent: DraftIntent): void {
    this.intent = intent;
    this.#changed();
  }

  setInput(text: string): void {
    this.input = text;
    this.#changed();
  }

  setPack(packId: string): void {
    this.#packId = packId;
    this.#changed();
  }

  setTemperature(value: number): void {
    if (Number.isFinite(value)) this.temperature = within(value, MOST_TEMPERATURE);
    this.#changed();
  }

  setSeed(value: number): void {
    if (Number.isInteger(value)) this.seed = within(value, LARGEST_SEED);
    this.#changed();
  }

  setOutput(text: string): void {
    this.flags = [];
    const now = performance.now();
    if (now - this.#editedAt < EDIT_STEP_MS) this.#history.replace(text);
    else this.#history.push(text);
    this.#editedAt = now;
    this.remark = null;
    this.#show();
  }

  undo(): void {
    this.flags = [];
    this.#editedAt = -Infinity; // the next edit is a version of its own, not written over this one
    this.#history.undo();
    this.#show();
  }

  redo(): void {
    this.flags = [];
    this.#editedAt = -Infinity;
    this.#history.redo();
    this.#show();
  }

  /** Everything here is gone, after the person has deleted it from this browser. */
  forget(): void {
    this.stop();
    this.input = '';
    this.#history = new History('');
    this.#show();
  }

  dismissError(): void {
    this.error = null;
  }

  stop(): void {
    this.#stop?.abort(new DOMException('stopped', 'AbortError'));
  }

  /** Another draft of the same notes: the next seed, and some freedom, without which it would be the same again. */
  async another(): Promise<void> {
    this.setSeed((this.seed + 1) % LARGEST_SEED);
    if (this.temperature === 0) this.setTemperature(SOME_FREEDOM);
    await this.start();
  }

  async start(): Promise<void> {
    const pack = this.pack;
    if (this.canStart && pack) await this.#run(pack);
  }

  async #run(pack: InstalledPack): Promise<void> {
    const controller = (this.#stop = new AbortController());
    this.phase = 'running';
    this.error = this.remark = null;
    this.flags = [];
    this.announcement = 'started';
    // Deleted work has another history: what the model still says then goes nowhere.
    const history = this.#history;
    history.push('');
    let raw = '';
    try {
      const { buildDraftPrompt, cleanOutput, runGates } = await this.prepare();
      const { seed, temperature, intent, input } = this;
      const { prompt, restore } = buildDraftPrompt(pack.manifest.model, intent, input, {
        seed,
        temperature,
      });
      for await (const event of this.#parts.runner.generate(pack, prompt, controller.signal)) {
        if (event.kind === 'delta') {
          raw += event.text;
          history.replace(restore(raw).trimStart());
          this.output = this.#history.current;
          this.#changed();
        } else if (event.kind === 'end') {
          this.announcement = event.reason === 'cancelled' ? 'stopped' : 'finished';
          if (event.reason === 'length') this.remark = 'cut';
          if (event.reason === 'looped') this.remark = 'looped';
          if (event.reason !== 'cancelled') {
            history.replace(cleanOutput(restore(raw), input));
            const flags = runGates(input, history.current, { kind: 'draft', intent }, event.reason);
            this.flags = flags.filter(({ kind }) => kind !== 'cut' && kind !== 'looped'); // told by the remark
          }
        }
      }
    } catch (thrown) {
      this.announcement = isAbort(thrown) ? 'stopped' : null;
      if (!isAbort(thrown)) this.error = errorShape(toAppError(thrown));
    } finally {
      // A run that wrote nothing is no version of the draft.
      if (history.current === '') history.drop();
      this.phase = 'idle';
      this.#editedAt = -Infinity;
      this.#show();
      void this.#saver.flush();
    }
  }

  #show(): void {
    this.#draw();
    this.#changed();
  }

  #draw(): void {
    this.output = this.#history.current;
    this.canUndo = this.#history.canUndo;
    this.canRedo = this.#history.canRedo;
  }

  #changed(): void {
    this.#saver.schedule(() => this.#record());
  }

  #record(): DraftRecord {
    const { intent, input, output, temperature, seed } = this;
    return { intent, input, output, temperature, seed, packId: this.#packId };
  }
}
