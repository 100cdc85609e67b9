import { fail } from '../domain/errors';
import { clip, within } from './limits';
import type { Metadata } from './metadata';
import type { NumberList } from './metadata-value';
import type { TextList } from './text-list';

/** What the file calls the types of a token. */
export const TOKEN = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5, byte: 6 } as const;

/** The tokens of a file with their types: one of each, and every id that the metadata names is in range. */
export type Vocabulary = {
  /** `gpt2`, `llama`, …: the kind of tokenizer. */
  readonly model: string;
  readonly tokens: TextList;
  readonly types: NumberList;
  /** Total bytes of the tokens. */
  readonly bytes: number;
};

export function readVocabulary(metadata: Metadata): Vocabulary {
  const model = metadata.text('tokenizer.ggml.model');
  const tokens = metadata.texts('tokenizer.ggml.tokens');
  const types = metadata.numbers('tokenizer.ggml.token_type');
  if (model === undefined || !tokens || tokens.length === 0) return tokenizerFails('no-tokenizer');
  if (!types || types.length !== tokens.length) return tokenizerFails('token-types');
  let bytes = 0;
  for (let id = 0; id < tokens.length; id++) bytes += tokens.end(id) - tokens.start(id);
  within('vocabularyBytes', bytes, 'tokens');
  return { model, tokens, types, bytes };
}

/** The id under `tokenizer.ggml.<name>_token_id`, or undefined; one outside of the vocabulary is refused. */
export function tokenId(metadata: Metadata, vocabulary: Vocabulary, name: string): number | undefined {
  const id = metadata.number(`tokenizer.ggml.${name}_token_id`);
  // Some converters write 2^32 - 1 for "none".
  if (id === undefined || id === 0xffff_ffff) return undefined;
  return Number.isInteger(id) && id >= 0 && id < vocabulary.tokens.length
    ? id
    : tokenizerFails('token-id', name);
}

/** True where a text completion is meant to begin with the BOS token. SentencePiece models do unless they say no. */
export function addsBos(metadata: Metadata, vocabulary: Vocabulary): boolean {
  return metadata.flag('tokenizer.ggml.add_bos_token') ?? vocabulary.model === 'llama';
}

export function tokenizerFails(reason: string, what?: string): never {
  return fail('gguf/tokenizer', what === undefined ? { reason } : { reason, what: clip(what) });
}
