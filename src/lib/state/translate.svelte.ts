import { joinTargets } from '../documents/join';
import type { Prompt } from '../domain/engine';
import { errorShape, isAbort, toAppError, type ErrorCode, type ErrorShape } from '../domain/errors';
import { canonicalTag } from '../domain/language';
import type { InstalledPack } from '../domain/pack';
import type { Language, Segment, TextDocument } from '../domain/task';
import { loadRecord } from '../records';
import { labelFor } from '../tasks/evidence';
import type { Runner } from './runner.svelte';
import { Saver } from './saver';
import { isUnfinished, Sentences } from './sentences.svelte';
import {
  makeTranslateRecord,
  parseTranslateRecord,
  type TranslateRecord,
  type TranslateWork,
} from './translateRecord';

export type TranslateParts = {
  runner: Pick<Runner, 'generate'>;
  packs: () => readonly InstalledPack[];
  report: (error: unknown) => void;
};

/** Longer texts (UTF-16 units) are saved less often: each save writes the whole text. */
const LARGE = 100_000;
const SAVE_LARGE_AFTER_MS = 15_000;
/** Detection looks at the beginning only. */
const DETECT_CHARACTERS = 2000;
const TOO_LONG: ReadonlySet<ErrorCode> = new Set(['engine/too-long', 'document/too-large']);

type Kit = typeof import('./translateKit');
type Cleared = Pick<TranslateWork, 'source' | 'from' | 'to' | 'document'>;

/** The Translate page: one text, its sentences, and the one loop that writes their translations. */
export class Translate {
  source = $state('');
  from = $state<Language | 'auto'>('auto');
  to = $state<Language>('en');
  phase = $state<'idle' | 'running'>('idle');
  error = $state.raw<ErrorShape | null>(null);
  problem = $state<'notDetected' | 'sameLanguage' | null>(null);
  announcement = $state<'started' | 'finished' | 'stopped' | null>(null);
  /** What stood here before it was cleared or replaced, to be brought back. */
  cleared = $state.raw<Cleared | null>(null);
  #packId = $state('');
  #kit = $state.raw<Kit>();
  #stop: AbortController | undefined;
  readonly #sentences = new Sentences();
  readonly #saver: Saver;
  readonly #parts: TranslateParts;

  readonly pack = $derived.by(() => {
    const packs = this.#parts.packs();
    return packs.find((pack) => pack.packId === this.#packId) ?? packs[0];
  });
  readonly detected = $derived.by(() => {
    if (this.from !== 'auto' || !this.#kit) return undefined;
    const guess = this.#kit.detectLanguage(this.source.slice(0, DETECT_CHARACTERS));
    return guess.language === 'unknown' ? undefined : guess.language;
  });
  readonly sourceLanguage = $derived(this.from === 'auto' ? this.detected : this.from);
  readonly evidence = $derived(
    this.pack && this.sourceLanguage ? labelFor(this.pack.manifest, this.sourceLanguage, this.to) : undefined,
  );
  readonly canStart = $derived(this.phase === 'idle' && this.pack !== undefined && this.source.trim() !== '');

  constructor(parts: TranslateParts) {
    this.#parts = parts;
    this.#saver = new Saver('translate', parts.report);
  }

  /** Loads what this page works with; before that no language is detected. */
  async prepare(): Promise<Kit> {
    return (this.#kit ??= await import('./translateKit'));
  }

  async restore(): Promise<void> {
    const stored = await loadRecord('translate', parseTranslateRecord);
    if (!stored) return;
    this.source = stored.source;
    this.from = stored.from;
    this.to = stored.to;
    this.#packId = stored.packId;
    this.document = stored.document;
  }

  /** A shared or linked text: `?text=…&from=es&to=en`. It replaces what stood here, which can be brought back. */
  takeLink(link: URLSearchParams): void {
    const text = [link.get('title'), link.get('text'), link.get('url')].filter(Boolean).join('\n');
    const from = canonicalTag(link.get('from') ?? '');
    const to = canonicalTag(link.get('to') ?? '');
    // A visit without a link changes nothing: what another tab has saved since stays.
    if (text === '' && !from && !to) return;
    if (text !== '' && text !== this.source) {
      if (this.source !== '') this.#setAside();
      this.source = text;
    }
    if (from) this.setFrom(from);
    if (to) this.setTo(to);
    this.problem = null;
    this.#changed();
  }

  setSource(text: string): void {
    this.source = text;
    this.problem = null;
    this.#changed();
  }

  setFrom(tag: string): void {
    if (tag !== this.from) this.#languagesChange();
    this.from = tag;
    this.#changed();
  }

  setTo(tag: string): void {
    if (tag !== this.to) this.#languagesChange();
    this.to = tag;
    this.#changed();
  }

  setPack(packId: string): void {
    this.#packId = packId;
    this.#changed();
  }

  /** The translation becomes the text, as one expects of two panes. */
  swap(): void {
    const from = this.sourceLanguage ?? 'auto';
    const text = this.document ? this.result : this.source;
    if (this.document) this.#setAside();
    this.from = this.to;
    this.to = from === 'auto' ? (this.to === 'en' ? 'es' : 'en') : from;
    this.source = text;
    this.problem = null;
    this.#changed();
  }

  clear(): void {
    this.#setAside();
    this.source = '';
    this.#changed();
  }

  undoClear(): void {
    if (!this.cleared) return;
    const back = this.cleared;
    // What stands here now is set aside in its turn: bringing one text back must not lose another.
    if (this.source === '') this.cleared = null;
    else this.#setAside();
    this.source = back.source;
    this.from = back.from;
    this.to = back.to;
    this.document = back.document;
    this.#changed();
  }

  editSource(): void {
    if (this.document) this.#setAside();
    this.error = null;
    this.#changed();
  }

  /** Everything here is gone, after the person has deleted it from this browser. */
  forget(): void {
    this.stop();
    this.source = '';
    this.document = this.cleared = null;
  }

  dismissError(): void {
    this.error = null;
  }

  stop(): void {
    this.#stop?.abort(new DOMException('stopped', 'AbortError'));
  }

  /** Translates what is still to be done; the first time it cuts the text into sentences. */
  async start(): Promise<void> {
    await this.prepare();
    if (!this.canStart) return;
    const from = this.sourceLanguage;
    if (!from) return void (this.problem = 'notDetected');
    if (from === this.to) return void (this.problem = 'sameLanguage');
    await this.#run(from, isUnfinished);
  }

  /** Everything again from the start, edits included only if the person says so by not pressing this. */
  async again(): Promise<void> {
    this.#setAside();
    await this.start();
  }

  async retry(id: string): Promise<void> {
    const from = this.sourceLanguage;
    if (this.phase === 'running' || !from) return;
    await this.#run(from, (segment) => segment.id === id);
  }

  edit(id: string, target: string): void {
    this.#sentences.change(this.#sentences.indexOf(id), { target, status: 'edited', flags: [] });
    this.#changed();
  }

  accept(id: string): void {
    this.#sentences.change(this.#sentences.indexOf(id), { status: 'edited', flags: [] });
    this.#changed();
  }

  /** The text as sentences, once it was cut. */
  get document(): TextDocument | null {
    return this.#sentences.document;
  }

  set document(document: TextDocument | null) {
    this.#sentences.document = document;
  }

  get unfinished(): number {
    return this.#sentences.unfinished;
  }

  get result(): string {
    return this.document ? joinTargets(this.document) : '';
  }

  async #run(from: Language, chosen: (segment: Segment) => boolean): Promise<void> {
    const pack = this.pack;
    if (!pack) return;
    const controller = (this.#stop = new AbortController());
    const task = { kind: 'translate', from, to: this.to } as const;
    this.phase = 'running';
    this.error = this.problem = null;
    this.announcement = 'started';
    try {
      const { splitTextAsync, translateSentence } = await this.prepare();
      if (this.document === null)
        this.document = await splitTextAsync(this.source, from, { signal: controller.signal });
      for (let index = 0; index < (this.document?.segments.length ?? 0); index++) {
        const segment = this.#sentences.at(index);
        if (!segment || !chosen(segment)) continue;
        controller.signal.throwIfAborted();
        this.#sentences.begin(index);
        const generate = (prompt: Prompt) => this.#parts.runner.generate(pack, prompt, controller.signal);
        const write = (change: Partial<Segment>) => {
          if (!controller.signal.aborted) this.#sentences.change(index, change);
        };
        try {
          await translateSentence(pack.manifest, task, segment.source, generate, write);
        } catch (thrown) {
          if (isAbort(thrown) || !TOO_LONG.has(toAppError(thrown).code)) throw thrown;
          // The fault of this sentence alone: it is told, and the others are not kept waiting for it.
          this.#sentences.settle(false);
          this.error = errorShape(toAppError(thrown));
        }
        this.#changed();
      }
      controller.signal.throwIfAborted();
      this.announcement = this.error ? null : 'finished';
    } catch (thrown) {
      this.#sentences.settle(isAbort(thrown));
      this.announcement = isAbort(thrown) ? 'stopped' : null;
      if (!isAbort(thrown)) this.error = errorShape(toAppError(thrown));
    } finally {
      this.phase = 'idle';
      this.#changed();
      void this.#saver.flush();
    }
  }

  /** Ends a run and takes the translation off the page; `undoClear` brings it back. */
  #setAside(): void {
    this.stop();
    this.#sentences.settle(true);
    const { source, from, to } = this;
    this.cleared = { source, from, to, document: this.document };
    this.document = null;
  }

  /** A translation is of one pair of languages: it leaves the page with them. */
  #languagesChange(): void {
    this.problem = null;
    if (this.document) this.#setAside();
    else this.stop();
  }

  #changed(): void {
    const after = this.source.length > LARGE ? SAVE_LARGE_AFTER_MS : undefined;
    this.#saver.schedule(() => this.#record(), after);
  }

  #record(): TranslateRecord {
    const { source, from, to, document } = this;
    return makeTranslateRecord({ source, from, to, packId: this.#packId, document });
  }
}
