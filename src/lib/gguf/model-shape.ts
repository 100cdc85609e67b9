/** What a library is compiled for besides its parameters' shapes. A difference in any of them gives wrong text. */
export type ModelShape = {
  readonly architecture: string;
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly ffn: number;
  readonly vocabulary: number;
  readonly rmsEpsilon: number;
  /** `llama`, `qwen2`, `qwen3`. */
  readonly ropeBase?: number;
  /** `gemma3`: base of the local layers and of every `globalEvery`th layer. */
  readonly ropeLocal?: number;
  readonly ropeGlobal?: number;
  readonly globalEvery?: number;
};
