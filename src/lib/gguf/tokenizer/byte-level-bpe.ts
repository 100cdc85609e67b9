import type { Metadata } from '../metadata';
import { TOKEN, tokenizerFails } from '../vocabulary';
import { mergesFromList } from './merges';
import type { TokenizerKind } from './tokenizer-json';

type Cut = Pick<TokenizerKind, 'normalizer' | 'pre_tokenizer' | 'decoder'> & { ignoreMerges?: boolean };

const byteLevel = (useRegex: boolean, trimOffsets: boolean) => ({
  type: 'ByteLevel',
  add_prefix_space: false,
  trim_offsets: trimOffsets,
  use_regex: useRegex,
});
const split = (regex: string) => ({
  type: 'Split',
  pattern: { Regex: regex },
  behavior: 'Isolated',
  invert: false,
});
/** Words with a space or mark before them, numbers of `digits`, runs of marks, line ends, spaces. */
const words = (digits: string) =>
  `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|${digits}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`;

/** How text is cut before merging, by the name that the file has for it; written as the publishers' own tokenizer.json. */
const CUTS: Readonly<Record<string, Cut>> = {
  smollm: {
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [{ type: 'Digits', individual_digits: true }, byteLevel(true, true)],
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
  },
  qwen2: {
    normalizer: { type: 'NFC' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [split(words('\\p{N}')), byteLevel(false, false)],
    },
    decoder: byteLevel(false, false),
  },
  'llama-bpe': {
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [split(words('\\p{N}{1,3}')), byteLevel(false, true)],
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    ignoreMerges: true,
  },
};

/** BPE over bytes (`gpt2`). A cut that we do not know is refused: another would give the model other ids. */
export function byteLevelBpe(metadata: Metadata): TokenizerKind {
  const pre = metadata.text('tokenizer.ggml.pre') ?? 'default';
  const cut = Object.hasOwn(CUTS, pre) ? CUTS[pre] : undefined;
  if (!cut) return tokenizerFails('pre-tokenizer', pre);
  const merges = metadata.texts('tokenizer.ggml.merges');
  if (!merges) return tokenizerFails('no-merges');
  return {
    normalizer: cut.normalizer,
    pre_tokenizer: cut.pre_tokenizer,
    post_processor: null,
    decoder: cut.decoder,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ...(cut.ignoreMerges ? { ignore_merges: true } : {}),
    },
    added: [TOKEN.control, TOKEN.userDefined],
    merges: (table) => mergesFromList(merges, table),
  };
}
