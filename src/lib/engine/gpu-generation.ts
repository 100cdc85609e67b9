import type { Alternative, Prompt, TokenEvent, Usage } from '../domain/engine';
import { AppError, appError, fail } from '../domain/errors';
import { likeliest } from './alternatives';
import { DegenerationWatch } from './degenerate';
import { Detokenizer } from './detokenizer';
import type { DeviceWatch } from './device-watch';
import { KvPrefix } from './kv-prefix';
import { Pacer } from './pacer';
import { StopText } from './stop-text';
import type { Watchdog } from './watchdog';
import type { Pipeline, SamplingConfig, Tensor } from './webllm-private';

export type GpuModel = {
  pipeline: Pipeline;
  cache: KvPrefix;
  bos: number[];
  stopIds: ReadonlySet<number>;
  /** Ids that are never shown. */
  controlIds: ReadonlyMap<string, number>;
  watch: DeviceWatch;
  /** The longest prompt, in tokens: a library that cannot go on where it stopped takes no more than one chunk. */
  mostPrompt: number;
};

type Artifacts = { bos: number[]; stopIds: number[] };

export function makeModel(
  pipeline: Pipeline,
  { bos, stopIds }: Artifacts,
  controlTokens: readonly string[],
  watch: DeviceWatch,
): GpuModel {
  const controlIds = new Map<string, number>();
  for (const token of controlTokens) {
    const ids = pipeline.tokenizer.encode(token);
    if (ids.length === 1) controlIds.set(token, ids[0]!);
  }
  return {
    pipeline,
    cache: new KvPrefix(pipeline),
    bos,
    stopIds: new Set(stopIds),
    controlIds,
    watch,
    mostPrompt: pipeline.contextWindowSize - 1,
  };
}

type Reason = Extract<TokenEvent, { kind: 'end' }>['reason'];

/**
 * One completion. Stop is noticed after each prompt chunk and each token. Everything awaited also ends when the device
 * is lost or nothing happens for too long.
 */
export async function* generateWith(
  model: GpuModel,
  prompt: Prompt,
  signal: AbortSignal,
  silence: Watchdog,
): AsyncGenerator<TokenEvent, void, void> {
  const { pipeline, cache, watch } = model;
  watch.check();
  const ids = [...model.bos, ...pipeline.tokenizer.encode(prompt.text)];
  const usage: Usage = { promptTokens: ids.length, completionTokens: 0, prefillMs: 0, decodeMs: 0 };
  if (ids.length > model.mostPrompt) {
    const contextTokens = Math.min(pipeline.contextWindowSize, model.mostPrompt + 1);
    fail('engine/too-long', { promptTokens: ids.length, contextTokens });
  }
  const guard = async <T>(work: Promise<T>): Promise<T> => {
    try {
      const result = await Promise.race([work, watch.lost, silence.bitten]);
      watch.check();
      silence.feed();
      return result;
    } catch (thrown) {
      throw failure(await watch.explain(thrown));
    }
  };
  yield { kind: 'start', promptTokens: ids.length };
  const output = new Output(model, prompt);
  let reason: Reason | undefined;
  let logits: Tensor | undefined;
  try {
    const begin = performance.now();
    pipeline.setSeed(prompt.sampling.seed);
    const chunk = pipeline.prefillChunkSize;
    for (let at = cache.rewind(ids); at < ids.length && !signal.aborted; at += chunk) {
      logits?.dispose();
      logits = await guard(cache.prefill(ids.slice(at, at + chunk)));
      await guard(pipeline.device.sync());
    }
    const prefilled = performance.now();
    usage.prefillMs = prefilled - begin;
    while (!reason) {
      if (signal.aborted || !logits) {
        reason = 'cancelled';
        break;
      }
      if (
        usage.completionTokens >= prompt.maxTokens ||
        pipeline.filledKVCacheLength >= pipeline.contextWindowSize
      ) {
        reason = 'length';
        break;
      }
      const { id, alternatives } = await guard(sample(pipeline, logits, prompt));
      logits.dispose();
      logits = undefined;
      usage.completionTokens += 1;
      const step = output.push(id, alternatives);
      if (step.event) yield step.event;
      reason = step.reason;
      usage.decodeMs = performance.now() - prefilled;
      if (!reason && usage.completionTokens < prompt.maxTokens && !signal.aborted) {
        logits = await guard(cache.decode(id));
      } else {
        reason ??= signal.aborted ? 'cancelled' : 'length';
      }
    }
  } catch (thrown) {
    const shown = output.flush('cancelled');
    if (shown) yield shown;
    throw thrown;
  } finally {
    logits?.dispose();
  }
  const rest = output.flush(reason);
  if (rest) yield rest;
  yield { kind: 'end', reason, usage };
}

async function sample(
  pipeline: Pipeline,
  logits: Tensor,
  { sampling, alternatives: count = 0 }: Prompt,
): Promise<{ id: number; alternatives?: Alternative[] }> {
  const config: SamplingConfig = {
    temperature: sampling.temperature,
    top_p: sampling.topP,
    repetition_penalty: 1,
    frequency_penalty: 0,
    presence_penalty: 0,
  };
  if (count === 0) return { id: await pipeline.sampleFromRawLogits(logits, config) };
  pipeline.tvm.beginScope();
  const copy = pipeline.updateLogitsOnCPU(logits);
  pipeline.tvm.endScope();
  await pipeline.device.sync();
  const text = (id: number) => pipeline.tokenizer.decode(Int32Array.of(id));
  const alternatives = likeliest(copy.toArray(), count, text);
  return { id: await pipeline.sampleFromRawLogits(logits, config), alternatives };
}

/** From sampled ids to what is shown: control tokens out, characters whole, cut at the first stop string. */
class Output {
  readonly #model: GpuModel;
  readonly #hidden: ReadonlySet<number>;
  readonly #stopIds: ReadonlySet<number>;
  readonly #detokenizer: Detokenizer;
  readonly #stop: StopText;
  readonly #degeneration = new DegenerationWatch();
  readonly #pacer = new Pacer();

  constructor(model: GpuModel, { stop }: Prompt) {
    this.#model = model;
    this.#hidden = new Set(model.controlIds.values());
    // A stop string that is one control token never shows up as text.
    const stopIds = stop.map((text) => model.controlIds.get(text)).filter((id) => id !== undefined);
    this.#stopIds = new Set([...model.stopIds, ...stopIds]);
    this.#detokenizer = new Detokenizer((ids) => this.#model.pipeline.tokenizer.decode(ids));
    this.#stop = new StopText(stop);
  }

  push(
    id: number,
    alternatives: Alternative[] | undefined,
  ): { event?: TokenEvent | undefined; reason?: Reason } {
    if (this.#stopIds.has(id)) return { reason: 'stop' };
    const delta = this.#hidden.has(id) ? '' : this.#detokenizer.push(id);
    const { text, stopped } = this.#stop.push(delta);
    const event = text === '' && !alternatives ? undefined : this.#pacer.push(text, alternatives);
    if (stopped) return { event, reason: 'stop' };
    const broken = this.#degeneration.push(delta);
    if (broken === 'garbage') fail('engine/degenerate', { what: broken });
    return broken === 'loop' ? { event, reason: 'looped' } : { event };
  }

  flush(reason: Reason): TokenEvent | undefined {
    const rest = reason === 'cancelled' ? '' : this.#detokenizer.flush();
    const { text, stopped } = this.#stop.push(rest);
    return this.#pacer.flush(text + (stopped ? '' : this.#stop.flush()));
  }
}

function failure(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const what = String(thrown).slice(0, 200);
  // A trap leaves the library's memory in no known state.
  const code = thrown instanceof WebAssembly.RuntimeError ? 'engine/worker-died' : 'engine/generate-failed';
  return appError(code, { what }, thrown);
}
