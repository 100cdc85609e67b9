import type { Metadata } from '../metadata';
import { addsBos, TOKEN, tokenId, tokenizerFails, type Vocabulary } from '../vocabulary';
import { mergesFromScores } from './merges';
import type { TokenizerKind } from './tokenizer-json';

/** What SentencePiece writes for a space. */
const SPACE_MARK = '\u2581';

/**
 * SentencePiece BPE with bytes for unknown characters (`llama` in the file, also Gemma's), cut and joined as llama.cpp
 * does, whose ids are those that the file was tried with.
 */
export function sentencePieceBpe(metadata: Metadata, vocabulary: Vocabulary): TokenizerKind {
  const scores = metadata.numbers('tokenizer.ggml.scores');
  if (scores?.length !== vocabulary.tokens.length) return tokenizerFails('scores');
  const spaceMarks = { type: 'Replace', pattern: { String: ' ' }, content: SPACE_MARK };
  const spaceFirst = metadata.flag('tokenizer.ggml.add_space_prefix') ?? true;
  if (spaceFirst) refuseStripping(metadata);
  const unknown = tokenId(metadata, vocabulary, 'unknown');
  return {
    // What stands between two added tokens is a text of its own here, and so gets a space of its own, as it does there.
    normalizer: spaceFirst
      ? { type: 'Sequence', normalizers: [{ type: 'Prepend', prepend: SPACE_MARK }, spaceMarks] }
      : spaceMarks,
    pre_tokenizer: null,
    post_processor: addsBos(metadata, vocabulary) ? startWithBos(metadata, vocabulary) : null,
    // The publishers' own takes the space before the text away again. Here pieces of an answer are decoded, which goes on
    // after a prompt: each means the same wherever it stands, as it does to llama.cpp.
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
    // The unknown token's spelling counts too: Llama-2's is `<unk>`. No prompt of ours holds it in a person's text.
    added: [TOKEN.control, TOKEN.userDefined, ...(spaceFirst ? [TOKEN.unknown] : [])],
    merges: (table) => mergesFromScores(vocabulary, scores, table),
  };
}

/** Llama.cpp takes the spaces after added tokens away in files of this name, whatever their architecture. */
function refuseStripping(metadata: Metadata): void {
  if (/phi-?3/i.test(metadata.text('general.name') ?? '')) tokenizerFails('strips-spaces');
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
