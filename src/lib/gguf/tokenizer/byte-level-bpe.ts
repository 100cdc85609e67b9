import type { Metadata } from '../metadata';
import { tokenizerFails, type Vocabulary } from '../vocabulary';
import { mergesFromList } from './merges';
import type { TokenTable } from './token-table';
import type { TokenizerParts } from './tokenizer-json';

/** BPE over bytes (`gpt2`). How text is cut before merging is a name in the file; we know SmolLM's. */
export function byteLevelBpe(metadata: Metadata, vocabulary: Vocabulary, table: TokenTable): TokenizerParts {
  const pre = metadata.text('tokenizer.ggml.pre') ?? 'default';
  if (pre !== 'smollm') tokenizerFails('pre-tokenizer', pre);
  const merges = metadata.texts('tokenizer.ggml.merges');
  if (!merges) return tokenizerFails('no-merges');
  return {
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Digits', individual_digits: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
    },
    merges: mergesFromList(vocabulary, merges, table),
  };
}
