import url from '@wllama/wllama/esm/wasm/wllama.wasm?url';

/**
 * The CPU engine's WebAssembly, an asset of our own origin. The page fetches it and hands the bytes over, since the
 * engine's worker has no network.
 */
export const CPU_RUNTIME_URL: string = url;
