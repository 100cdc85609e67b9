import type { Metadata } from '../metadata';
import { addsBos, tokenId, tokenizerFails, type Vocabulary } from '../vocabulary';
import { mergesFromScores } from './merges';
import type { TokenizerKind } from './tokenizer-json';

/** What SentencePiece writes for a space. */
const SPACE_MARK = '\u2581';

/** SentencePiece BPE with bytes for unknown characters (`llama` in the file, also Gemma's). */
export function sentencePieceBpe(metadata: Metadata, vocabulary: Vocabulary): TokenizerKind {
  // Older models put a space before the text; the rules around it differ by converter, so we do not guess.
  if (metadata.flag('tokenizer.ggml.add_space_prefix') !== false) tokenizerFails('space-prefix');
  const scores = metadata.numbers('tokenizer.ggml.scores');
  if (scores?.length !== vocabulary.tokens.length) return tokenizerFails('scores');
  const unknown = tokenId(metadata, vocabulary, 'unknown');
  return {
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: SPACE_MARK },
    pre_tokenizer: null,
    post_processor: addsBos(metadata, vocabulary) ? startWithBos(metadata, vocabulary) : null,
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: SPACE_MARK }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
      ],
    },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: unknown === undefined ? null : vocabulary.tokens.at(unknown),
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
    },
    merges: (table) => mergesFromScores(vocabulary, scores, table),
  };
}

/** Used by callers that ask for special tokens. web-llm does not in text completion: there the engine sends BOS as text. */
function startWithBos(metadata: Metadata, vocabulary: Vocabulary): object {
  const id = tokenId(metadata, vocabulary, 'bos') ?? tokenizerFails('token-id', 'bos');
  const bos = vocabulary.tokens.at(id)!;
  const special = { SpecialToken: { id: bos, type_id: 0 } };
  const first = { Sequence: { id: 'A', type_id: 0 } };
  return {
    type: 'TemplateProcessing',
    single: [special, first],
    pair: [special, first, { Sequence: { id: 'B', type_id: 1 } }],
    special_tokens: { [bos]: { id: bos, ids: [id], tokens: [bos] } },
  };
}
