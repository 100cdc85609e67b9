import { fail } from '../domain/errors';
import { MIB } from '../domain/bytes';

/**
 * What a GGUF may claim about itself before we stop reading, each with its reason. They are checked before anything
 * is allocated. The largest real file looked at is Gemma 3 (262,144 tokens): 6.5 MB of header.
 */
export const LIMITS = {
  /** Ten times the largest header known; the header is held in memory as one piece. */
  headerBytes: 64 * MIB,
  /** Real files have 20 to 60 keys; each costs an object. */
  metadataEntries: 4096,
  /** The largest mixture-of-experts files have about 2,000. */
  tensors: 16_384,
  /** Real keys stay below 64 bytes. */
  keyBytes: 1024,
  /** ggml holds names in 64 bytes. */
  tensorNameBytes: 128,
  /** The longest real text is a chat template of some tens of kB. */
  stringBytes: MIB,
  /** The longest real array is a list of 514,906 merges. */
  arrayItems: 2 ** 21,
  /** ggml has four dimensions. */
  dimensions: 4,
  /** Sizes and offsets must be exact as a JavaScript number. */
  integer: Number.MAX_SAFE_INTEGER,
  /** ggml's own default is 32; a page is the most that makes sense. */
  alignment: 65_536,
  /** The largest buffer that WebGPU adapters are known to give. */
  parameterBytes: 1024 * MIB,
  /** Gemma's merges are 513,511; one token of length n can add n - 1, so a hostile vocabulary could ask for billions. */
  merges: 2 ** 21,
  /** Gemma's tokenizer.json is 14.3 MB; the tokenizer's wasm holds several times the text in memory. */
  tokenizerBytes: 64 * MIB,
  /** Gemma's tokens are 2.3 MB together; every byte of a token costs a look-up or two when merges are derived. */
  vocabularyBytes: 16 * MIB,
  /**
   * Probes and compared bytes per byte of vocabulary. Gemma needs 3.4; tokens with one hash, or long tokens that can be
   * cut everywhere ("aaa…"), would need thousands.
   */
  lookUpWork: 16,
} as const;

export type Limit = keyof typeof LIMITS;

/** Refuses `has` where it is above the named limit (or not a number at all). */
export function within(limit: Limit, has: number, what: string): number {
  if (!(has <= LIMITS[limit])) {
    fail('gguf/limits', {
      limit,
      has: Number.isFinite(has) ? has : String(has),
      allowed: LIMITS[limit],
      what: clip(what),
    });
  }
  return has;
}

/** Refuses a rule that has no number: a duplicate, a misalignment, an overlap, a wrong type. */
export function malformed(rule: string, what: string): never {
  return fail('gguf/limits', { limit: rule, what: clip(what) });
}

/** Names from a file are hostile: they are shown on screen, so they stay short and without control characters. */
export function clip(text: string): string {
  const plain = text.replace(/\p{C}/gu, '\uFFFD');
  return plain.length > 64 ? `${plain.slice(0, 63)}…` : plain;
}
