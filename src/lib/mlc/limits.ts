import { MIB } from '../domain/bytes';
import { type ErrorDetails, fail } from '../domain/errors';

/** What a folder may claim about itself, each with its reason. Checked before anything is built from it. */
export const MLC_LIMITS = {
  /** Real ones have some kB. */
  configBytes: MIB,
  /** 1,500 records of a 70B model make 300 kB. */
  indexBytes: 8 * MIB,
  /** Gemma 3's is 33 MB; the tokenizer's wasm holds several times the text in memory. */
  tokenizerBytes: 64 * MIB,
  /** The libraries of web-llm's own list have 3 to 8 MB unpacked. */
  libraryBytes: 64 * MIB,
  /** The longest known, the GPL's, has 35 kB. */
  licenceBytes: MIB,
  /** A 70B model has about 1,500. */
  records: 16_384,
  /** A 70B model has about 800. */
  shards: 4096,
  /** The largest buffer that WebGPU adapters are known to give. */
  parameterBytes: 1024 * MIB,
  /** Sizes and offsets must be exact as a JavaScript number. */
  shardBytes: 4096 * MIB,
  nameLength: 200,
  dimensions: 8,
  /** Gemma has 6,414. */
  addedTokens: 20_000,
  /** The largest vocabulary known is 262,144. */
  vocabulary: 2 ** 21,
  /** Gemma's merges are 514,906. */
  merges: 2 ** 22,
  /** Brackets within brackets, in any of the JSON files. */
  depth: 32,
} as const;

/** Refuses a folder: which file, and what rule it breaks. */
export function invalid(file: string, problem: string, more: ErrorDetails = {}, cause?: unknown): never {
  return fail('mlc/invalid', { file: file.slice(0, 120), problem, ...more }, cause);
}

/** Names from files are hostile: they are shown on screen, so they stay short and without control characters. */
export function plain(text: string): string {
  const shown = text.replace(/\p{C}/gu, '\uFFFD');
  return shown.length > 64 ? `${shown.slice(0, 63)}…` : shown;
}
