import type { EngineKind } from '../domain/device';
import type { EngineNotice, LoadOptions, LoadRequest } from '../domain/engine';
import { AppError, errorShape, toAppError } from '../domain/errors';
import { askAgain } from '../wire/ask-again';
import { hasNotCome, openLink, type Link } from './link';
import { isWorkerFailure, Restarts } from './restarts';
import type { Loaded } from './service';

/** Below this no prompt of ours fits. */
const LEAST_CONTEXT = 512;

export type ModelOptions = {
  spawn: (kind: EngineKind) => Worker;
  cpuRuntime: () => Promise<ArrayBuffer>;
  onNotice?: (notice: EngineNotice) => void;
};

type Progress = LoadOptions['onProgress'];

/** One model and the worker that holds it, started again as far as `Restarts` allows. */
export class Model {
  readonly #options: ModelOptions;
  readonly #restarts = new Restarts();
  readonly #life = new AbortController();
  #request: LoadRequest;
  #link: Link | undefined;
  #loaded: Loaded | undefined;
  #reviving: Promise<Link> | undefined;
  #closed: Error | undefined;

  constructor(request: LoadRequest, options: ModelOptions) {
    this.#request = request;
    this.#options = options;
  }

  get request(): LoadRequest {
    return this.#request;
  }

  get contextTokens(): number {
    return this.#loaded?.contextTokens ?? 0;
  }

  /** The worker with the model loaded; loads it where it is not, or no longer. */
  async ready(signal: AbortSignal, onProgress: Progress = () => {}): Promise<Link> {
    if (this.#closed) throw this.#closed;
    if (this.#link && !this.#link.failure) return this.#link;
    if (this.#reviving) return abortable(this.#reviving, signal);
    return this.#bring(AbortSignal.any([signal, this.#life.signal]), onProgress);
  }

  /** Ends a worker that failed. True when `Restarts` lets the caller try again; it is then already being loaded. */
  recover(error: unknown): boolean {
    if (!isWorkerFailure(error) || this.#closed) return false;
    this.#link?.kill(error);
    return this.#reviving !== undefined || this.#revive(error);
  }

  /** Ends the worker; open calls and later ones reject with `error`. */
  close(error: Error): void {
    this.#closed ??= error;
    this.#life.abort();
    this.#link?.kill(error);
  }

  /** Loads again in the background, so that the next call finds it ready. */
  #revive(error: AppError): boolean {
    if (this.#closed || !this.#restarts.allow(error)) return false;
    this.#notice({ kind: 'restarting', because: errorShape(error) });
    this.#reviving = this.#bring(this.#life.signal, () => {}).finally(() => (this.#reviving = undefined));
    this.#reviving.then(
      () => this.#notice({ kind: 'restarted' }),
      () => {}, // the next call loads again, and hears why it fails
    );
    return true;
  }

  async #bring(signal: AbortSignal, onProgress: Progress): Promise<Link> {
    for (let restarted = false; ;) {
      try {
        const link = await this.#start(signal, onProgress);
        if (restarted) this.#notice({ kind: 'restarted' });
        return link;
      } catch (thrown) {
        if (signal.aborted) throw this.#closed ?? new DOMException('aborted', 'AbortError');
        const error = toAppError(thrown);
        if (error.code === 'device/gpu-memory' && this.#halveContext(error)) continue;
        if (hasNotCome(error) || !this.#restarts.allow(error)) throw error;
        this.#notice({ kind: 'restarting', because: errorShape(error) });
        restarted = true;
      }
    }
  }

  async #start(signal: AbortSignal, onProgress: Progress): Promise<Link> {
    const { choice } = this.#request;
    const runtime = choice.engine === 'cpu' ? await abortable(this.#options.cpuRuntime(), signal) : undefined;
    let loaded = false;
    const onDeath = (error: Error) => {
      // While it loads, `#bring` hears of it and starts another: two would be two models in memory.
      if (loaded && isWorkerFailure(error)) this.#revive(error);
    };
    const link = await askAgain(() => openLink(this.#options.spawn(choice.engine), { signal, onDeath }), {
      mayPass: hasNotCome,
    });
    this.#link = link;
    // Nothing is asked of the engine: ending its worker stops a load at any stage and frees all it held.
    const abort = () => link.kill(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      const loading = link.connection.stream('load', { ...this.#request, ...(runtime && { runtime }) });
      for (;;) {
        const step = await loading.next();
        if (step.done) {
          this.#loaded = step.value;
          loaded = true;
          return link;
        }
        onProgress(step.value);
      }
    } catch (thrown) {
      link.kill(toAppError(thrown));
      throw thrown;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  #halveContext(error: AppError): boolean {
    const from = Number(error.details.contextTokens ?? this.#request.contextTokens ?? 0);
    const to = Math.floor(from / 2);
    if (to < LEAST_CONTEXT) return false;
    this.#request = { ...this.#request, contextTokens: to };
    this.#notice({ kind: 'context-halved', from, to });
    return true;
  }

  #notice(notice: EngineNotice): void {
    this.#options.onNotice?.(notice);
  }
}

function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
