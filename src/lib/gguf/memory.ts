import { AppError } from '../domain/errors';
import type { ModelFacts } from '../domain/pack';
import type { GgufHeader } from './header';
import type { Metadata } from './metadata';

/** A conversation of this length is reckoned with; longer ones take more. */
const CONTEXT_TOKENS = 4096;
/** f16 keys and values. */
const CACHE_BYTES = 2;
/** f32 scores of every token of the vocabulary, for a batch of this many. */
const BATCH_TOKENS = 32;
const SCORE_BYTES = 4;
/** The browser tab and the engine themselves. Measured: 313 to 328 MB in all for SmolLM2, 490 to 501 MB for Gemma 3 270M. */
const ENGINE_BYTES = 134e6;

/** Bytes of memory to run a model: its weights, the keys and values of a conversation, scores, and the engine. */
export function memoryBytes({ metadata, fileBytes }: GgufHeader, model: ModelFacts): number {
  const { architecture, vocabulary } = model;
  const context = Math.min(CONTEXT_TOKENS, model.contextTokens);
  const layers = metadata.number(`${architecture}.block_count`) ?? 0;
  const heads = perLayer(metadata, `${architecture}.attention.head_count`) ?? 0;
  const kvHeads = perLayer(metadata, `${architecture}.attention.head_count_kv`) ?? heads;
  const width = metadata.number(`${architecture}.embedding_length`) ?? 0;
  const headWidth = metadata.number(`${architecture}.attention.key_length`) ?? (heads ? width / heads : 0);
  const cache = 2 * layers * kvHeads * headWidth * context * CACHE_BYTES;
  const bytes = fileBytes + cache + vocabulary * BATCH_TOKENS * SCORE_BYTES + ENGINE_BYTES;
  // Numbers of a hostile header may multiply to anything; a manifest holds no more than this.
  return bytes >= 0 && bytes < 1e15 ? Math.round(bytes) : 1e15;
}

/** Some models give one number for all layers, others one for each: then the largest counts. */
function perLayer(metadata: Metadata, key: string): number | undefined {
  try {
    return metadata.number(key);
  } catch (thrown) {
    const list = thrown instanceof AppError ? metadata.numbers(key) : undefined;
    if (!list) throw thrown;
    let largest = 0;
    for (const value of list) largest = Math.max(largest, value);
    return largest;
  }
}
