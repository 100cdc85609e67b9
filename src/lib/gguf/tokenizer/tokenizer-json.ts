import type { GgufHeader } from '../header';
import { decodeUtf8 } from '../cursor';
import { readVocabulary, TOKEN, tokenizerFails, type Vocabulary } from '../vocabulary';
import { byteLevelBpe } from './byte-level-bpe';
import { ByteWriter } from './byte-writer';
import { type Merges, STEP, type Steps } from './merges';
import { sentencePieceBpe } from './sentence-piece-bpe';
import { TokenTable } from './token-table';

/** The parts of a tokenizer.json that differ by kind. `model` is without `vocab` and `merges`. */
export type TokenizerParts = {
  normalizer: object | null;
  pre_tokenizer: object | null;
  post_processor: object | null;
  decoder: object;
  model: object;
  merges: Merges;
};

/**
 * The file's own tokenizer as a Hugging Face tokenizer.json, in UTF-8. Throws gguf/tokenizer with the reason for kinds
 * that we cannot rebuild exactly: another tokenizer would give the model other ids, and wrong text without an error.
 */
export function tokenizerJson(header: GgufHeader): Uint8Array<ArrayBuffer> {
  const steps = tokenizerSteps(header);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same a few milliseconds at a time: Gemma's takes half a second. */
export function* tokenizerSteps(header: GgufHeader): Steps<Uint8Array<ArrayBuffer>> {
  const { metadata } = header;
  const vocabulary = readVocabulary(metadata);
  const rows = header.tensors.get('token_embd.weight')?.shape[1];
  if (rows !== undefined && rows !== vocabulary.tokens.length) tokenizerFails('vocabulary-size');
  const table = new TokenTable(vocabulary);
  if (vocabulary.model === 'gpt2')
    return yield* write(vocabulary, yield* byteLevelBpe(metadata, vocabulary, table));
  if (vocabulary.model === 'llama')
    return yield* write(vocabulary, yield* sentencePieceBpe(metadata, vocabulary, table));
  return tokenizerFails('model', vocabulary.model);
}

function* write(
  vocabulary: Vocabulary,
  { model, merges, ...parts }: TokenizerParts,
): Steps<Uint8Array<ArrayBuffer>> {
  const { tokens } = vocabulary;
  const top = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens(vocabulary),
    ...parts,
    model,
  };
  const writer = new ByteWriter(2 * vocabulary.bytes + 16 * tokens.length + 12 * merges.length);
  // Vocabulary and merges go where the object's two closing braces were.
  writer.text(`${JSON.stringify(top).slice(0, -2)},"vocab":{`);
  const starts = new Uint32Array(tokens.length);
  const ends = new Uint32Array(tokens.length);
  for (let id = 0; id < tokens.length; id++) {
    if (id % STEP === 0) yield;
    if (id > 0) writer.byte(COMMA);
    starts[id] = writer.length;
    writer.jsonString(tokens.bytes, tokens.start(id), tokens.end(id));
    ends[id] = writer.length;
    writer.byte(COLON);
    writer.decimal(id);
  }
  // Every token stands between quotes, so one pass over all of them judges each.
  decodeUtf8(writer.finish(), 'tokens');
  writer.text('},"merges":[');
  for (let at = 0; at < merges.length; at += 2) {
    if (at % STEP === 0) yield;
    if (at > 0) writer.byte(COMMA);
    writer.byte(OPEN);
    writer.again(starts[merges[at]!]!, ends[merges[at]!]!);
    writer.byte(COMMA);
    writer.again(starts[merges[at + 1]!]!, ends[merges[at + 1]!]!);
    writer.byte(CLOSE);
  }
  writer.text(']}}');
  return writer.finish();
}

/** Control and user-defined tokens: cut out of the text before anything else looks at it. */
function addedTokens({ tokens, types }: Vocabulary): object[] {
  const added: object[] = [];
  for (let id = 0; id < tokens.length; id++) {
    const special = types[id] === TOKEN.control;
    if (!special && types[id] !== TOKEN.userDefined) continue;
    if (tokens.start(id) === tokens.end(id)) tokenizerFails('empty-token');
    added.push({
      id,
      content: tokens.at(id),
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special,
    });
  }
  return added;
}

const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x5b;
const CLOSE = 0x5d;
