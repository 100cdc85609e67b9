import { meansWhatItSays } from '../domain/control-token';
import type { Metadata } from './metadata';
import { TOKEN, tokenId, type Vocabulary } from './vocabulary';

const NAMED = ['bos', 'eos', 'eot', 'eom', 'unknown', 'padding', 'seperator', 'separator', 'mask', 'cls'];

/**
 * Ids of the tokens that user text must not be able to write, with their texts.
 *
 * Both engines cut control, unknown and user-defined tokens out of a text by their spelling. Control and unknown tokens
 * and every id that the metadata names for a purpose are listed. Of the user-defined ones, those that mean what they say
 * are left out. Any other user-defined token (`<start_of_image>`, `[multimodal]`, and in some
 * conversions `<start_of_turn>`) steers the model, and is listed.
 */
export function controlTokens(metadata: Metadata, vocabulary: Vocabulary): Map<string, number> {
  const { tokens, types } = vocabulary;
  const found = new Map<string, number>();
  for (let id = 0; id < tokens.length; id++) {
    const type = types[id];
    if (type !== TOKEN.control && type !== TOKEN.unknown && type !== TOKEN.userDefined) continue;
    const text = tokens.at(id)!;
    if (type === TOKEN.userDefined && meansWhatItSays(text)) continue;
    if (text !== '') found.set(text, id);
  }
  for (const name of NAMED) {
    const id = tokenId(metadata, vocabulary, name);
    const text = id === undefined ? undefined : tokens.at(id);
    if (id !== undefined && text) found.set(text, id);
  }
  return found;
}

/** Spellings that end an answer, in every family; a control token of one of these is a stop token whatever the file names. */
const ENDS: ReadonlySet<string> = new Set([
  '</s>',
  '<eos>',
  '<end_of_turn>',
  '<|endoftext|>',
  '<|end_of_text|>',
  '<|im_end|>',
  '<|eot_id|>',
  '<|eom_id|>',
  '<|end|>',
]);

/** Ids that end an answer, and their texts: those the metadata names, and control tokens with a known spelling. */
export function endTokens(
  metadata: Metadata,
  vocabulary: Vocabulary,
  control: ReadonlyMap<string, number>,
): Map<string, number> {
  const ends = new Map<string, number>();
  for (const name of ['eos', 'eot', 'eom']) {
    const id = tokenId(metadata, vocabulary, name);
    const text = id === undefined ? undefined : vocabulary.tokens.at(id);
    if (id !== undefined && text !== undefined) ends.set(text, id);
  }
  for (const [text, id] of control) if (ENDS.has(text)) ends.set(text, id);
  return ends;
}
