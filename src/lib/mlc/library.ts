import { indexOfBytes } from './index-of-bytes';
import { type LibraryMetadata, readLibraryMetadata } from './library-metadata';
import { invalid, MLC_LIMITS, plain } from './limits';
import { readWasm } from './wasm';

export type CompiledLibrary = {
  /** Unpacked. */
  wasm: Uint8Array<ArrayBuffer>;
  metadata: LibraryMetadata;
  /** Its shaders compute in f16, which not every adapter can. */
  shaderF16: boolean;
};

/** What web-llm 0.2.86 hands to a library; anything else it asks for is refused before it is compiled. */
const SUPPLIED: Readonly<Record<string, readonly string[]>> = {
  env: [
    'TVMFFIWasmSafeCall',
    'TVMFFIWasmFunctionDeleter',
    '__console_log',
    '__cxa_thread_atexit',
    'emscripten_notify_memory_growth',
  ],
  wasi_snapshot_preview1: [
    'clock_time_get',
    'environ_get',
    'environ_sizes_get',
    'fd_close',
    'fd_read',
    'fd_seek',
    'fd_write',
    'proc_exit',
  ],
};
/** What web-llm 0.2.86 calls. Libraries of older versions of TVM have other names for them. */
const NEEDED = ['memory', 'TVMWasmAllocSpace', 'TVMFFIFunctionCall', 'TVMFFIWasmGetLastError'];
/** 256 MiB at once; it may grow, as memory allows. */
const MOST_PAGES = 4096;
const F16 = new TextEncoder().encode('enable f16;');

/** A compiled library, gzipped or not: that it is one, and what it asks for. Nothing of it is run. Throws `mlc/invalid`. */
export async function readLibrary(packed: Uint8Array<ArrayBuffer>, file: string): Promise<CompiledLibrary> {
  const wasm = packed[0] === 0x1f && packed[1] === 0x8b ? await gunzip(packed, file) : packed;
  if (wasm.length > MLC_LIMITS.libraryBytes)
    return invalid(file, 'too-large', { limit: MLC_LIMITS.libraryBytes });
  const { imports, exports, hasStart, pages } = readWasm(wasm, file);
  for (const { module, name } of imports) {
    if (!Object.hasOwn(SUPPLIED, module) || !SUPPLIED[module]?.includes(name))
      return invalid(file, 'wasm-imports', { what: plain(`${module}.${name}`) });
  }
  const absent = NEEDED.find((name) => !exports.has(name));
  if (absent !== undefined) return invalid(file, 'wasm-exports', { what: absent });
  // Emscripten's modules start when they are told to: one that starts by itself could keep the thread for ever.
  if (hasStart) return invalid(file, 'wasm-start');
  if (pages > MOST_PAGES) return invalid(file, 'wasm-memory', { pages });
  return { wasm, metadata: readLibraryMetadata(wasm, file), shaderF16: indexOfBytes(wasm, F16) >= 0 };
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => invalid(file, 'gzip', {}, cause));
    if (done) break;
    pieces.push(value);
    size += value.length;
    if (size > MLC_LIMITS.libraryBytes) {
      await reader.cancel();
      return invalid(file, 'too-large', { limit: MLC_LIMITS.libraryBytes });
    }
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
