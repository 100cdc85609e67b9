import { indexOfBytes } from './index-of-bytes';
import { invalid, MLC_LIMITS, plain } from './limits';
import { isCount, isObject } from './read-json';

/** An array that a library reads. A length may be a name where the library takes any (`vocab_size`). */
export type LibraryParam = { name: string; shape: (number | string)[]; dtype: string };

/** What a compiled library says of itself through its `_metadata` export, read from its bytes without running it. */
export type LibraryMetadata = {
  modelType: string;
  quantisation: string;
  /** Null where the library leaves it to the configuration. */
  contextTokens: number | null;
  prefillChunk: number;
  /** `kv_cache`, or a state that cannot be cut back: `rnn_state`, `hybrid`. */
  kvState: 'kv_cache' | 'rnn_state' | 'hybrid';
  params: LibraryParam[];
};

const START = new TextEncoder().encode('{"model_type"');
const LONGEST = 1024 * 1024;
/** Real ones read 512 to 8,192 tokens at once; web-llm allocates for as many as are named here. */
const MOST_CHUNK = 2 ** 15;
const KV_STATES = ['kv_cache', 'rnn_state', 'hybrid'] as const;

/** Throws `mlc/invalid` where the bytes are no library of a language model. */
export function readLibraryMetadata(wasm: Uint8Array, file: string): LibraryMetadata {
  const start = indexOfBytes(wasm, START);
  const json = start < 0 ? '' : firstObject(new TextDecoder().decode(wasm.subarray(start, start + LONGEST)));
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (cause) {
    return invalid(file, 'no-metadata', {}, cause);
  }
  if (!isObject(data)) return invalid(file, 'no-metadata');
  const { context_window_size: context, prefill_chunk_size: prefillChunk } = data;
  const kvState = KV_STATES.find((kind) => kind === (data.kv_state_kind ?? 'kv_cache'));
  if (kvState === undefined) return invalid(file, 'kv-state', { what: plain(String(data.kv_state_kind)) });
  if (!isCount(prefillChunk, MOST_CHUNK) || prefillChunk === 0) return invalid(file, 'prefill-chunk');
  return {
    modelType: textOf(data.model_type),
    quantisation: textOf(data.quantization),
    contextTokens: isCount(context, 2 ** 31) && context > 0 ? context : null,
    prefillChunk,
    kvState,
    params: readParams(data.params, file),
  };
}

function readParams(params: unknown, file: string): LibraryParam[] {
  if (!Array.isArray(params) || params.length === 0 || params.length > MLC_LIMITS.records)
    return invalid(file, 'no-parameters');
  return params.map((param: unknown): LibraryParam => {
    if (!isObject(param) || !Array.isArray(param.shape) || param.shape.length > MLC_LIMITS.dimensions)
      return invalid(file, 'parameter');
    const { name, dtype } = param;
    if (typeof name !== 'string' || name.length > MLC_LIMITS.nameLength || typeof dtype !== 'string')
      return invalid(file, 'parameter');
    const shape = param.shape.map((length: unknown) =>
      isCount(length, 2 ** 31) || (typeof length === 'string' && length.length <= 60)
        ? length
        : invalid(file, 'parameter', { what: plain(name) }),
    );
    return { name, shape, dtype };
  });
}

const textOf = (value: unknown) => (typeof value === 'string' ? plain(value) : '');

/** The text up to the brace that closes its first one. The metadata has no braces within strings. */
function firstObject(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth += 1;
    else if (text[i] === '}' && --depth === 0) return text.slice(0, i + 1);
  }
  return '';
}
