import type { LoadOptions, LoadProgress, LoadRequest, Prompt, TokenEvent } from '../domain/engine';

/** `runtime` is the CPU engine's WebAssembly: its worker has no network to fetch it with. */
export type WorkerLoad = LoadRequest & { runtime?: ArrayBuffer };
export type Loaded = { contextTokens: number };

type Context = { signal: AbortSignal };

/** What both engine workers answer. One worker loads one model once; another model means another worker. */
export type EngineService = {
  /** Resolves with the name of a Web Lock that the worker holds for as long as it lives. */
  alive(args: null, context: Context): Promise<string>;
  /** Whether this worker can reach the network: its policy must not let it. */
  reachNetwork(args: null, context: Context): Promise<boolean>;
  load(args: WorkerLoad, context: Context): AsyncGenerator<LoadProgress, Loaded, void>;
  generate(args: Prompt, context: Context): AsyncGenerator<TokenEvent, void, void>;
};

/** An engine inside its worker. */
export interface Adapter {
  load(request: WorkerLoad, options: LoadOptions): Promise<Loaded>;
  generate(prompt: Prompt, signal: AbortSignal): AsyncGenerator<TokenEvent, void, void>;
}
