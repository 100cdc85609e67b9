import type { LoadOptions, Prompt, TokenEvent } from '../domain/engine';
import { AppError, appError, fail, isAbort } from '../domain/errors';
import { artifactBase, artifactCaches, type ArtifactTable } from './artifacts';
import { askPatiently } from './adapter';
import { DeviceWatch } from './device-watch';
import { generateWith, makeModel, type GpuModel } from './gpu-generation';
import { prefixesHold } from './prefix-probe';
import { prefixVerdict, whereItRuns } from './prefix-verdict';
import { probeToken } from './probe-token';
import type { Adapter, Loaded, WorkerLoad } from './service';
import { Turns } from './turns';
import { Watchdog } from './watchdog';
import { pipelineOf } from './webllm-private';

/** Without any progress for this long a load or a step is given up. A software GPU may need seconds for a step. */
const SILENCE_MS = 120_000;
/** Building a tokenizer blocks the thread for seconds. */
const LOAD_BUSY_MS = 60_000;
const MODEL_ID = 'pack';

/** A pack as web-llm reads it. */
export type GpuArtifacts = {
  packId: string;
  /** Digest of the compiled library. */
  library: string;
  /** `mlc-chat-config.json`, `model.wasm`, `tokenizer.json`, `tensor-cache.json`, then the shards (`*.bin`) in order. */
  table: ArtifactTable;
  /** What the library was compiled for. */
  contextTokens: number;
  /** Put before every prompt where the tokenizer wants it; web-llm never adds it to a completion. */
  bos: number[];
  /** Ids that end an answer. */
  stopIds: number[];
  /** Whether prompts may go on where the one before began alike: `probe` tries it on this device. */
  prefixes: 'hold' | 'probe' | 'never';
};

export type GpuEngineOptions = {
  artifacts: (request: WorkerLoad, options: LoadOptions) => Promise<GpuArtifacts>;
  busy: (ms: number) => void;
};

/** web-llm over a read-only view of a verified pack, in a worker without network (src/headers.ts). */
export function createGpuEngine({ artifacts, busy }: GpuEngineOptions): Adapter {
  const turns = new Turns(1);
  let model: GpuModel | undefined;

  async function load(request: WorkerLoad, options: LoadOptions): Promise<Loaded> {
    const { signal, onProgress } = options;
    const watch = new DeviceWatch();
    const silence = new Watchdog(SILENCE_MS, () => appError('engine/load-failed', { what: 'no progress' }));
    let contextTokens = request.contextTokens ?? 0;
    let reads: { failure?: unknown } = {};
    busy(LOAD_BUSY_MS);
    try {
      if (!('gpu' in navigator)) fail('device/no-webgpu');
      // web-llm gets a view of the pack under this name; what is remembered of a library lies in the browser's own.
      const { caches: own } = globalThis as { caches?: CacheStorage };
      const pack = await artifacts(request, options);
      signal.throwIfAborted();
      contextTokens = Math.min(request.contextTokens ?? Infinity, pack.contextTokens);
      const shards = [...pack.table.keys()].filter((name) => name.endsWith('.bin'));
      const base = artifactBase(pack.packId);
      const caches = artifactCaches(base, pack.table, (name) => {
        silence.feed();
        busy(LOAD_BUSY_MS);
        const shard = shards.indexOf(name);
        if (shard >= 0) onProgress({ stage: 'weights', fraction: 0.1 + (0.7 * shard) / shards.length });
      });
      reads = caches;
      Object.defineProperty(globalThis, 'caches', { configurable: true, value: caches });
      watch.install(GPUAdapter.prototype);
      askPatiently(GPU.prototype);
      const { MLCEngine } = await import('@mlc-ai/web-llm');
      const engine = new MLCEngine({
        logLevel: 'SILENT',
        appConfig: {
          cacheBackend: 'cache',
          model_list: [{ model: base, model_id: MODEL_ID, model_lib: `${base}model.wasm` }],
        },
        initProgressCallback: ({ progress }) => {
          silence.feed();
          if (progress === 1) onProgress({ stage: 'compile', fraction: 0.8 });
        },
      });
      const loading = engine.reload(MODEL_ID, { context_window_size: contextTokens });
      await Promise.race([loading, watch.lost, silence.bitten]);
      signal.throwIfAborted();
      const pipeline =
        pipelineOf(engine, MODEL_ID) ?? fail('engine/load-failed', { what: 'web-llm kept no model' });
      model = makeModel(pipeline, pack, request.manifest.model.controlTokens, watch);
      onProgress({ stage: 'probe', fraction: 0.9 });
      if (pack.prefixes === 'probe') {
        const { cache } = model;
        const where = await whereItRuns(navigator.gpu);
        const about = where && [pack.library, pack.packId, String(contextTokens), ...where];
        const verdict = await prefixVerdict(about && own, about ?? []);
        if (!(await verdict.isRight())) {
          const probing = prefixesHold(pipeline, cache, pack.bos, () => silence.feed());
          cache.reuse = await Promise.race([probing, watch.lost, silence.bitten]);
          if (cache.reuse) await verdict.noteRight();
        }
        // Such a library is right within one chunk only: what it cannot add to, it must get at once.
        if (!cache.reuse) model.mostPrompt = Math.min(model.mostPrompt, pipeline.prefillChunkSize);
      }
      if (pack.prefixes === 'never') model.cache.reuse = false;
      await probeToken(generate, signal);
      watch.check();
      onProgress({ stage: 'probe', fraction: 1 });
      return { contextTokens: pipeline.contextWindowSize };
    } catch (thrown) {
      model = undefined;
      throw loadFailure(reads.failure ?? (await watch.explain(thrown)), contextTokens);
    } finally {
      silence.stop();
      busy(0);
    }
  }

  async function* generate(prompt: Prompt, signal: AbortSignal): AsyncGenerator<TokenEvent, void, void> {
    const loaded = model ?? fail('engine/not-loaded');
    const endTurn = await turns.take(signal);
    const silence = new Watchdog(SILENCE_MS, () => appError('engine/worker-hung', { ms: SILENCE_MS }));
    try {
      yield* generateWith(loaded, prompt, signal, silence);
    } finally {
      silence.stop();
      endTurn();
    }
  }

  return { load, generate };
}

/** web-llm throws strings, DOMExceptions and its own classes. `contextTokens` tells the supervisor what to halve. */
function loadFailure(thrown: unknown, contextTokens: number): unknown {
  if (thrown instanceof AppError) {
    return thrown.code === 'device/gpu-memory' ? appError(thrown.code, { contextTokens }, thrown) : thrown;
  }
  if (isAbort(thrown)) return thrown;
  const what = String(thrown).slice(0, 200);
  if (/out of memory|OutOfMemory/i.test(what))
    return appError('device/gpu-memory', { contextTokens }, thrown);
  if (/compatible GPU|WebGPUNotAvailable/i.test(what)) return appError('device/no-webgpu', { what }, thrown);
  if (/Cannot initialize runtime/.test(what)) return appError('device/gpu-too-small', { what }, thrown);
  return appError('engine/load-failed', { what }, thrown);
}
