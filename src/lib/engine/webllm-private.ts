/**
 * The members of web-llm 0.2.86's LLMChatPipeline that we drive ourselves, since its public API cannot stop within a
 * prompt, gives no probabilities at temperature 0, and decodes the whole answer again at each token. Pinned by
 * tests/browser/engine/webllm-contract.test.ts.
 */
export interface Tensor {
  toArray(): ArrayLike<number>;
  dispose(): void;
}

export type PackedFunction = (...args: unknown[]) => unknown;

export type SamplingConfig = {
  temperature: number;
  top_p: number;
  repetition_penalty: number;
  frequency_penalty: number;
  presence_penalty: number;
};

export interface Pipeline {
  readonly tokenizer: { encode(text: string): Int32Array; decode(ids: Int32Array): string };
  /** `sync` resolves when the GPU has done what was asked, and also when it is lost. */
  readonly device: { sync(): Promise<void> };
  readonly tvm: {
    beginScope(): void;
    endScope(): void;
    getGlobalFunc(name: string): PackedFunction;
    detachFromCurrentScope<T>(value: T): T;
    scalar(value: number, dtype: 'int32' | 'int64'): unknown;
  };
  readonly kvCache: unknown;
  readonly contextWindowSize: number;
  readonly prefillChunkSize: number;
  filledKVCacheLength: number;
  /** Empties the KV cache. */
  resetChat(): void;
  /** Non-negative integers only. */
  setSeed(seed: number): void;
  /** Logits after the last of `ids`; the caller disposes them. */
  forwardKnownTokens(ids: number[], isPrefill: boolean): Promise<Tensor>;
  forwardDecodeToken(id: number): Promise<Tensor>;
  sampleFromRawLogits(logits: Tensor, config: SamplingConfig): Promise<number>;
  /** The copy is there after the next sync, and is reused. */
  updateLogitsOnCPU(logits: Tensor): Tensor;
}

export const PIPELINE_METHODS = [
  'resetChat',
  'setSeed',
  'forwardKnownTokens',
  'forwardDecodeToken',
  'sampleFromRawLogits',
  'updateLogitsOnCPU',
] as const satisfies readonly (keyof Pipeline)[];

/** web-llm keeps its pipelines here, and takes them out again when a load was aborted: a resolved load proves nothing. */
export function pipelineOf(engine: unknown, modelId: string): Pipeline | undefined {
  return (engine as { loadedModelIdToPipeline: Map<string, Pipeline> }).loadedModelIdToPipeline.get(modelId);
}
