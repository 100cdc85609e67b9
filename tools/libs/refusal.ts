import type { AppError } from '../../src/lib/domain/errors';

/** What each reason of `gguf/unsupported` means for a person who wants a library. */
const REASONS: Readonly<Record<string, string>> = {
  'rope-scaling': 'its rotary positions are scaled in another way than by factors (YaRN, LongRoPE)',
  'partial-rope': 'only a part of each head rotates',
  'head-size': 'its heads are larger than 256',
  'value-size': 'its values have another size than its keys',
  'attention-scale': 'the attention of Gemma 3 27B has a scale of its own',
  'table-not-divisible': 'its token table cannot be cut in 8 or fewer equal parts',
  'unknown-tensor': 'the compiler does not know this tensor',
};

/** Why no library can be compiled for a file, in one sentence, with the name of what is in the way. */
export function refusal({ code, details, message }: AppError): string {
  const { tensor, type, reason, missing, architecture, limit, what } = details;
  const why =
    code === 'gguf/limits'
      ? `its header contradicts itself (${[what, limit].filter(Boolean).join(', ')})`
      : reason !== undefined
        ? (REASONS[String(reason)] ?? String(reason))
        : type !== undefined
          ? `blocks of type ${type} are not among those that a library can hold`
          : missing !== undefined
            ? `it lacks ${missing}`
            : architecture !== undefined
              ? `its architecture is ${architecture}`
              : message;
  return `No library can be compiled for this file: ${tensor === undefined ? '' : `${tensor}: `}${why}. docs/compile.md says what can be.`;
}

/** A library would be of no use: the GPU engine needs the tokenizer rebuilt, and another would give other words. */
export function otherTokenizer(kind: string): string {
  return `No library would help this file: Haversack cannot rebuild its tokenizer (${kind}) for the GPU. The CPU reads the file’s own. docs/compile.md names the kinds.`;
}
