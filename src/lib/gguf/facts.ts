import type { ModelFacts } from '../domain/pack';
import { recogniseChat } from './chat-family';
import { controlTokens, endTokens } from './control-tokens';
import type { GgufHeader } from './header';
import { clip } from './limits';
import { missing } from './metadata';
import { quantisationOf } from './quantisation';
import { addsBos, readVocabulary, tokenId, tokenizerFails } from './vocabulary';

/** What a GGUF says about its model: enough to write a manifest, a prompt and an engine's config. */
export type GgufFacts = {
  readonly model: ModelFacts;
  /** What the file calls itself, shortened and without control characters; '' where it says nothing. */
  readonly name: string;
  /** `general.license` as the file has it, shortened; '' where it says nothing. */
  readonly licence: string;
  /** `unrecognised`: an instruct model whose turns we cannot write; `model.chat` is null, as for a base model. */
  readonly chatTemplate: 'none' | 'recognised' | 'unrecognised';
  /** Text that a completion must begin with, since web-llm adds none; '' where the tokenizer wants no BOS. */
  readonly bosText: string;
  readonly bosId: number | null;
  readonly paddingId: number | null;
  /** Tokens that end an answer, ascending. Never empty. */
  readonly stopIds: readonly number[];
  /** The spelling of each, in the same order. */
  readonly stopTexts: readonly string[];
  readonly tokenizer: 'byte-level' | 'sentence-piece' | 'other';
};

export function readFacts(header: GgufHeader): GgufFacts {
  const { metadata, tensors } = header;
  const architecture = metadata.text('general.architecture') ?? missing('general.architecture');
  const vocabulary = readVocabulary(metadata);
  const control = controlTokens(metadata, vocabulary);
  const template = metadata.text('tokenizer.chat_template');
  const chat = template === undefined ? null : recogniseChat(template, new Set(control.keys()));
  const bosId = tokenId(metadata, vocabulary, 'bos');
  const ends = [...endTokens(metadata, vocabulary, control)].sort((a, b) => a[1] - b[1]);
  if (ends.length === 0) tokenizerFails('no-end-token');
  let parameters = 0;
  for (const tensor of tensors.values()) parameters += tensor.elements;
  return {
    model: {
      architecture: clip(architecture),
      parameters,
      quantisation: quantisationOf(header),
      contextTokens: metadata.count(`${architecture}.context_length`),
      vocabulary: vocabulary.tokens.length,
      chat,
      controlTokens: [...control.keys()],
    },
    name: clip(metadata.text('general.name') ?? ''),
    licence: clip(metadata.text('general.license') ?? ''),
    chatTemplate: template === undefined ? 'none' : chat ? 'recognised' : 'unrecognised',
    bosText: bosId !== undefined && addsBos(metadata, vocabulary) ? vocabulary.tokens.at(bosId)! : '',
    bosId: bosId ?? null,
    paddingId: tokenId(metadata, vocabulary, 'padding') ?? null,
    stopIds: ends.map(([, id]) => id),
    stopTexts: ends.map(([text]) => text),
    tokenizer:
      vocabulary.model === 'gpt2' ? 'byte-level' : vocabulary.model === 'llama' ? 'sentence-piece' : 'other',
  };
}
