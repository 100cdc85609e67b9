import type { BlobRef } from './bytes';
import type { EngineChoice } from './device';
import type { Digest } from './digest';
import type { ErrorShape } from './errors';
import type { PackManifest, ShardRole } from './pack';

export type Sampling = {
  /** 0 is greedy. */
  temperature: number;
  /** Nucleus mass, 0 to 1. */
  topP: number;
  /** Non-negative. Reproducible on one device and engine only. */
  seed: number;
};

/** A prompt ready to run: rendered text, control tokens included, without BOS (engines add it where the tokenizer wants one). */
export type Prompt = {
  text: string;
  stop: string[];
  sampling: Sampling;
  maxTokens: number;
  /** How many likely next tokens to report with each one: 0 to 5. */
  alternatives?: number;
};

/** `probability` is 0 to 1 over the whole vocabulary: the model's own, at temperature 1 and before top-p. */
export type Alternative = { text: string; probability: number };
export type Usage = { promptTokens: number; completionTokens: number; prefillMs: number; decodeMs: number };

/**
 * One `start`, any number of `delta`, exactly one `end`. Errors reject the iteration; the deltas before stay valid.
 * `cancelled` comes at once, also from the queue. `looped`: the text repeated itself without end and was stopped.
 */
export type TokenEvent =
  | { kind: 'start'; promptTokens: number }
  | { kind: 'delta'; text: string; alternatives?: Alternative[] }
  | { kind: 'end'; reason: 'stop' | 'length' | 'cancelled' | 'looped'; usage: Usage };

/** One verified file of a pack, as the page hands it to a worker. `chunks` are its digests per MiB. */
export type PackFile = { ref: BlobRef; bytes: number; sha256: Digest; chunks: Digest[] };

/** A file of a pack whose layout is `mlc`. */
export type FolderPackFile = { path: string; role: ShardRole; file: PackFile };

export type LoadRequest = {
  manifest: PackManifest;
  choice: EngineChoice;
  /** The GGUF; of an MLC folder its first file of weights. */
  weights: PackFile;
  /** Present when `choice.engine` is `gpu`. */
  library?: PackFile;
  /** Of a pack whose layout is `mlc`: its weights, configuration, index and tokenizer. */
  folder?: FolderPackFile[];
  /** Most tokens of context to reserve; the model's own limit where absent. */
  contextTokens?: number;
};

/** `fraction` is 0 to 1 over the whole load; `stage` is worded in i18n. */
export type LoadProgress = { stage: 'read' | 'weights' | 'compile' | 'probe'; fraction: number };

export type LoadOptions = { signal: AbortSignal; onProgress: (progress: LoadProgress) => void };

export interface Engine {
  load(request: LoadRequest, options: LoadOptions): Promise<Session>;
}

/** What the engine's supervisor did by itself; worded in i18n. */
export type EngineNotice =
  /** Memory for the context could not be had: loaded again with half of it. */
  | { kind: 'context-halved'; from: number; to: number }
  /** The worker died, hung or lost its GPU: it is started and loaded again. */
  | { kind: 'restarting'; because: ErrorShape }
  | { kind: 'restarted' };

export interface Session {
  readonly choice: EngineChoice;
  /** Tokens of prompt and answer together. */
  readonly contextTokens: number;
  generate(prompt: Prompt, signal: AbortSignal): AsyncIterable<TokenEvent>;
  close(): Promise<void>;
}
