import type { GgufHeader } from '../header';
import { decodeUtf8 } from '../cursor';
import type { TextList } from '../text-list';
import { readVocabulary, TOKEN, tokenizerFails, type Vocabulary } from '../vocabulary';
import { byteLevelBpe } from './byte-level-bpe';
import { ByteWriter } from './byte-writer';
import { type Merges, PLACES } from './merges';
import { sentencePieceBpe } from './sentence-piece-bpe';
import { allSteps, inStretches, type Steps } from './steps';
import { TokenTable } from './token-table';

/** The parts of a tokenizer.json that differ by kind. `model` is without `vocab` and `merges`. */
export type TokenizerKind = {
  normalizer: object | null;
  pre_tokenizer: object | null;
  post_processor: object | null;
  decoder: object;
  model: object;
  /** Types of the tokens that are cut out of a text before anything else looks at it. */
  added: readonly number[];
  merges: (table: TokenTable) => Steps<Merges>;
};

/**
 * The file's own tokenizer as a Hugging Face tokenizer.json, in UTF-8. Throws gguf/tokenizer with the reason for kinds
 * that we cannot rebuild exactly: another tokenizer would give the model other ids, and wrong text without an error.
 */
export function tokenizerJson(header: GgufHeader): Uint8Array<ArrayBuffer> {
  return allSteps(tokenizerSteps(header));
}

/** The same a few milliseconds at a time: Gemma's takes a third of a second. */
export function* tokenizerSteps(header: GgufHeader): Steps<Uint8Array<ArrayBuffer>> {
  const { vocabulary, kind } = tokenizerKind(header);
  const table = yield* TokenTable.of(vocabulary);
  return yield* write(vocabulary, kind, yield* kind.merges(table));
}

/** What can be told before any merge is looked at. Throws gguf/tokenizer. */
export function tokenizerKind(header: GgufHeader): { vocabulary: Vocabulary; kind: TokenizerKind } {
  const { metadata } = header;
  const vocabulary = readVocabulary(metadata);
  const rows = header.tensors.get('token_embd.weight')?.shape[1];
  if (rows !== undefined && rows !== vocabulary.tokens.length) tokenizerFails('vocabulary-size');
  if (vocabulary.model === 'gpt2') return { vocabulary, kind: byteLevelBpe(metadata) };
  if (vocabulary.model === 'llama') return { vocabulary, kind: sentencePieceBpe(metadata, vocabulary) };
  return tokenizerFails('model', vocabulary.model);
}

function* write(
  vocabulary: Vocabulary,
  { normalizer, pre_tokenizer, post_processor, decoder, model, added }: TokenizerKind,
  merges: Merges,
): Steps<Uint8Array<ArrayBuffer>> {
  const { tokens } = vocabulary;
  const count = merges.places.length / PLACES;
  const top = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens(vocabulary, added),
    normalizer,
    pre_tokenizer,
    post_processor,
    decoder,
    model,
  };
  const writer = new ByteWriter(2 * vocabulary.bytes + 16 * tokens.length + 14 * count);
  // Vocabulary and merges go where the object's two closing braces were.
  writer.text(`${JSON.stringify(top).slice(0, -2)},"vocab":{`);
  yield* inStretches(tokens.length, (from, to) => {
    const before = writer.length;
    writeTokens(writer, tokens, from, to);
    // Every token stands between quotes, so that one look at many in a row judges each.
    decodeUtf8(writer.since(before), 'tokens');
  });
  writer.text('},"merges":[');
  yield* inStretches(count, (from, to) => writeMerges(writer, tokens.bytes, merges, from, to));
  writer.text(']}}');
  return writer.finish();
}

/** `"token":id` for each. */
function writeTokens(writer: ByteWriter, tokens: TextList, from: number, to: number): void {
  const { bytes } = tokens;
  for (let id = from; id < to; id++) {
    if (id > 0) writer.byte(COMMA);
    writer.jsonString(bytes, tokens.start(id), tokens.end(id));
    writer.byte(COLON);
    writer.decimal(id);
  }
}

/** `["first","second"]` for each. */
function writeMerges(
  writer: ByteWriter,
  bytes: Uint8Array,
  { places, gap }: Merges,
  from: number,
  to: number,
): void {
  for (let at = PLACES * from; at < PLACES * to; at += PLACES) {
    const cut = places[at + 1]!;
    if (at > 0) writer.byte(COMMA);
    writer.byte(OPEN);
    writer.jsonString(bytes, places[at]!, cut);
    writer.byte(COMMA);
    writer.jsonString(bytes, cut + gap, places[at + 2]!);
    writer.byte(CLOSE);
  }
}

/** Control tokens are special: they say nothing. User-defined ones are text. */
function addedTokens({ tokens, types }: Vocabulary, kinds: readonly number[]): object[] {
  const added: object[] = [];
  for (let id = 0; id < tokens.length; id++) {
    if (!kinds.includes(types[id]!)) continue;
    if (tokens.start(id) === tokens.end(id)) tokenizerFails('empty-token');
    added.push({
      id,
      content: tokens.at(id),
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: types[id] !== TOKEN.userDefined,
    });
  }
  return added;
}

const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x5b;
const CLOSE = 0x5d;
