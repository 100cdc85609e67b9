import { fail } from '../domain/errors';

/** What a compiled library says of itself through its `_metadata` export, read from its bytes without running it. */
export type LibraryMetadata = {
  contextTokens: number;
  prefillChunk: number;
  params: { name: string; shape: number[]; dtype: string }[];
};

const START = new TextEncoder().encode('{"model_type"');
const LONGEST = 1024 * 1024;

/** Throws `engine/no-library` where the bytes are no library of ours. */
export function readLibraryMetadata(wasm: Uint8Array): LibraryMetadata {
  const start = find(wasm, START);
  const json = start < 0 ? '' : firstObject(new TextDecoder().decode(wasm.subarray(start, start + LONGEST)));
  let data: Record<string, unknown>;
  try {
    data = JSON.parse(json) as Record<string, unknown>;
  } catch (cause) {
    return fail('engine/no-library', { what: 'no metadata in the library' }, cause);
  }
  const { context_window_size: contextTokens, prefill_chunk_size: prefillChunk, params } = data;
  if (!isCount(contextTokens) || !isCount(prefillChunk) || !Array.isArray(params)) {
    return fail('engine/no-library', { what: 'incomplete metadata in the library' });
  }
  return { contextTokens, prefillChunk, params: params as LibraryMetadata['params'] };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

function find(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

/** The text up to the brace that closes its first one. The metadata has no braces within strings. */
function firstObject(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth += 1;
    else if (text[i] === '}' && --depth === 0) return text.slice(0, i + 1);
  }
  return '';
}
