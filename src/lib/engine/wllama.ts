import { Wllama } from '@wllama/wllama/esm/index.js';
import type { ByteSource } from '../domain/bytes';
import type { LoadOptions, PackFile, Prompt, TokenEvent, Usage } from '../domain/engine';
import { AppError, appError, fail, isAbort } from '../domain/errors';
import { reporting } from '../wire/reporting';
import { DegenerationWatch } from './degenerate';
import { answerChunks } from './llama-answer';
import {
  completionFailure,
  completionRequest,
  countUsage,
  readAlternatives,
  type CompletionChunk,
} from './llama-completion';
import { hasMemory64 } from './memory64';
import { Pacer } from './pacer';
import { cpuThreads } from './probe';
import { probeToken } from './probe-token';
import type { Adapter, Loaded, WorkerLoad } from './service';
import { SourceBlob, type ReadWatch } from './source-blob';
import { Turns } from './turns';
import { Watchdog } from './watchdog';

/** Prompt tokens per step: Stop is noticed between steps. */
const BATCH_TOKENS = 32;
const MAX_CONTEXT = 4096;
/** A slow phone takes seconds for a step; a minute without one means that wllama's own worker is gone. */
const SILENCE_MS = 60_000;

/** Its own worker and llama.cpp's start, and a vocabulary of 262,144 tokens is read, in one go. */
const LOAD_BUSY_MS = 60_000;

export type CpuEngineOptions = {
  open: (file: PackFile) => Promise<ByteSource>;
  busy: (ms: number) => void;
};

/** llama.cpp in WebAssembly. It starts a worker of its own from a blob URL; it has no network (src/headers.ts). */
export function createCpuEngine({ open, busy }: CpuEngineOptions): Adapter {
  const turns = new Turns(1);
  const crashed = new CrashLog();
  let engine: Wllama | undefined;

  async function load(request: WorkerLoad, { signal, onProgress }: LoadOptions): Promise<Loaded> {
    if (!request.runtime)
      fail('engine/load-failed', { what: 'the WebAssembly of the CPU engine is missing' });
    if (request.manifest.layout === 'mlc') fail('device/needs-gpu', { layout: 'mlc' });
    if (!hasMemory64()) fail('device/wasm-unsupported', { feature: 'Memory64' });
    const source = await open(request.weights);
    const silence = new Watchdog(SILENCE_MS, () => appError('engine/load-failed', { what: 'no progress' }));
    let read = 0;
    const watch: ReadWatch = {
      onRead(bytes) {
        silence.feed();
        read += bytes;
        // llama.cpp reads parts of a file twice or more, so how much is to come is not known.
        onProgress({ stage: 'weights', fraction: 0.9 * (1 - Math.exp(-read / source.size)) });
      },
    };
    busy(LOAD_BUSY_MS);
    const runtime = URL.createObjectURL(new Blob([request.runtime], { type: 'application/wasm' }));
    const wllama = new Wllama({ default: runtime }, { suppressNativeLog: true, logger: crashed.logger });
    wllama.setCompat(null); // else it would fetch another build from a CDN
    try {
      const loading = wllama.loadModel([new SourceBlob(source, watch)], {
        n_gpu_layers: 0,
        n_threads: cpuThreads(navigator.hardwareConcurrency, globalThis.crossOriginIsolated === true),
        n_ctx: Math.min(
          request.contextTokens ?? MAX_CONTEXT,
          request.manifest.model.contextTokens,
          MAX_CONTEXT,
        ),
        n_batch: BATCH_TOKENS,
        n_ubatch: BATCH_TOKENS,
        n_parallel: 1,
        swa_full: true,
      });
      await Promise.race([loading, crashed.crash, silence.bitten]);
      // A file that is no model still resolves; only this tells.
      const info = wllama.getLoadedContextInfo() as { success?: boolean; n_ctx: number };
      if (info.success !== true) fail('engine/load-failed', { what: 'llama.cpp refused the file' });
      engine = wllama;
      onProgress({ stage: 'probe', fraction: 0.95 });
      await probeToken(generate, signal);
      onProgress({ stage: 'probe', fraction: 1 });
      return { contextTokens: info.n_ctx };
    } catch (thrown) {
      engine = undefined;
      await wllama.exit();
      if (watch.failure instanceof AppError) throw watch.failure;
      if (isAbort(thrown) || thrown instanceof AppError) throw thrown;
      return fail('engine/load-failed', { what: String(thrown).slice(0, 200) }, thrown);
    } finally {
      busy(0);
      silence.stop();
      URL.revokeObjectURL(runtime);
      source.close(); // the weights are in llama.cpp's memory now
    }
  }

  async function* generate(prompt: Prompt, signal: AbortSignal): AsyncGenerator<TokenEvent, void, void> {
    const wllama = engine ?? fail('engine/not-loaded');
    const usage: Usage = { promptTokens: 0, completionTokens: 0, prefillMs: 0, decodeMs: 0 };
    if (prompt.maxTokens < 1) return yield { kind: 'end', reason: 'length', usage }; // llama.cpp would give one
    const endTurn = await turns.take(signal);
    let reason: 'stop' | 'length' | 'cancelled' | 'looped' = 'stop';
    const stopping = new AbortController();
    const stop = () => stopping.abort();
    signal.addEventListener('abort', stop, { once: true });
    const silence = new Watchdog(SILENCE_MS, () => appError('engine/worker-hung', { ms: SILENCE_MS }));
    let work: Promise<unknown> = Promise.resolve();
    const ask = (asked: Prompt) =>
      reporting<CompletionChunk, unknown>(async (onData) => {
        work = wllama.createCompletion({
          ...completionRequest(asked),
          abortSignal: stopping.signal,
          stream: true,
          onData,
        });
        return await Promise.race([work, silence.bitten, crashed.crash]);
      });
    const pacer = new Pacer();
    const degeneration = new DegenerationWatch();
    let started = false;
    try {
      for await (const chunk of answerChunks(prompt, ask)) {
        silence.feed();
        countUsage(chunk, usage);
        if (!started) yield { kind: 'start', promptTokens: usage.promptTokens };
        started = true;
        const choice = chunk.choices[0];
        if (!choice || chunk.prompt_progress || stopping.signal.aborted) continue;
        if (choice.finish_reason === 'length') reason = 'length';
        if (choice.text === '') continue;
        if (!chunk.usage) usage.completionTokens += 1;
        const event = pacer.push(choice.text, readAlternatives(choice.logprobs));
        if (event) yield event;
        const broken = degeneration.push(choice.text);
        if (broken === 'garbage') fail('engine/degenerate', { what: broken });
        if (broken === 'loop') {
          reason = 'looped';
          stop();
        }
      }
      if (signal.aborted) reason = 'cancelled';
    } catch (thrown) {
      if (!isAbort(thrown)) {
        const shown = pacer.flush();
        if (shown) yield shown;
        throw completionFailure(thrown);
      }
      if (reason !== 'looped') reason = 'cancelled';
    } finally {
      stop(); // a loop that was left early must free llama.cpp's one slot, or the next call waits for ever
      await Promise.race([work, silence.bitten, crashed.crash]).catch(() => {}); // its outcome is known by now
      silence.stop();
      signal.removeEventListener('abort', stop);
      endTurn();
    }
    const rest = pacer.flush();
    if (rest) yield rest;
    yield { kind: 'end', reason, usage };
  }

  return { load, generate };
}

/** wllama tells its logger, and nobody else, when its worker could not start or threw. */
class CrashLog {
  readonly crash: Promise<never>;
  readonly logger: NonNullable<ConstructorParameters<typeof Wllama>[1]>['logger'] & object;

  constructor() {
    let reject = (_: AppError) => {};
    this.crash = new Promise((_, refuse) => (reject = refuse));
    this.crash.catch(() => {}); // heard by the calls that race it
    const quiet = () => {};
    this.logger = {
      debug: quiet,
      log: quiet,
      warn: quiet,
      error: (...what: unknown[]) => {
        const event = what[0];
        if (!(event instanceof Event)) return; // native messages; failures of calls reject those calls
        const message = event instanceof ErrorEvent ? event.message : event.type;
        reject(appError('engine/worker-died', { what: message || 'the worker of llama.cpp' }));
      },
    };
  }
}
