import type { AboutModel } from '../domain/inspect';
import type { ChatFormat, ModelFacts } from '../domain/pack';
import { licenceOf } from '../domain/licences';
import { NOT_ASSESSED } from '../domain/unassessed';
import type { ChatConfig } from './chat-config';
import { checkParameters } from './fit';
import type { CompiledLibrary } from './library';
import { invalid, plain } from './limits';
import type { TensorCache } from './tensor-cache';
import type { TokenizerFacts } from './tokenizer';

/** The four parts of a folder, each within its limits, that were found to belong together. */
export type MlcModel = {
  config: ChatConfig;
  cache: TensorCache;
  tokenizer: TokenizerFacts;
  library: CompiledLibrary;
  facts: ModelFacts;
  /** `unrecognised`: there is a template, and we cannot write its turns. */
  chatTemplate: 'none' | 'recognised' | 'unrecognised';
  /** Put before every prompt. */
  bosIds: number[];
  /** Ids that end an answer, ascending. Never empty. */
  stopIds: number[];
  /** Tokens that both the model and the library allow. */
  contextTokens: number;
};

/** The most tokens of context that are reserved: what web-llm's own list gives its models. */
const MOST_CONTEXT = 4096;
/** The browser tab and the engine themselves, as for a GGUF. */
const ENGINE_BYTES = 134e6;
/** Names of MLC's own quantisations; two of them lay the same shapes out differently. */
const MLC_QUANTISATION = /^q\d+(?:b?f\d+)/;

type Parts = Pick<MlcModel, 'config' | 'cache' | 'tokenizer' | 'library'>;
type Names = { config: string; index: string; tokenizer: string; library: string };

/** Throws `mlc/invalid` where one part is not of the model that another is of. */
export function mlcModel({ config, cache, tokenizer, library }: Parts, names: Names): MlcModel {
  const { metadata } = library;
  if (metadata.modelType !== config.architecture)
    invalid(names.library, 'model-type', { has: config.architecture, wants: metadata.modelType });
  const [mine, wants] = [config.quantisation, metadata.quantisation];
  if (mine !== wants && MLC_QUANTISATION.test(mine) && MLC_QUANTISATION.test(wants))
    invalid(names.library, 'quantisation', { has: mine, wants });
  checkParameters(cache, metadata, names.index);
  if (tokenizer.vocabulary > config.vocabulary)
    invalid(names.tokenizer, 'vocabulary', { has: tokenizer.vocabulary, wants: config.vocabulary });
  const spelling = new Map([...tokenizer.added].map(([text, id]) => [id, text]));
  const stopIds = [...new Set([...config.eosIds, ...(config.conversation?.stopIds ?? [])])].sort(
    (a, b) => a - b,
  );
  if (stopIds.length === 0) invalid(names.config, 'no-stop-token');
  const { chat, bosIds } = opening(config, tokenizer, spelling);
  const stops = stopIds.map((id) => spelling.get(id)).filter((text) => text !== undefined);
  const contextTokens = Math.min(config.contextTokens, metadata.contextTokens ?? Infinity, MOST_CONTEXT);
  return {
    config,
    cache,
    tokenizer,
    library,
    facts: {
      architecture: config.architecture,
      parameters: parametersOf(cache, config.quantisation),
      quantisation: config.quantisation,
      contextTokens,
      vocabulary: config.vocabulary,
      chat: chat && { ...chat, stop: [...new Set([...chat.stop, ...stops])].slice(0, 64) },
      controlTokens: tokenizer.control,
    },
    chatTemplate: chat ? 'recognised' : config.conversation ? 'none' : 'unrecognised',
    bosIds,
    stopIds,
    contextTokens,
  };
}

/** What a conversation begins with: tokens that the template names, or a control token that its system turn starts with. */
function opening(
  { conversation, bosId }: ChatConfig,
  { added }: TokenizerFacts,
  spelling: ReadonlyMap<number, string>,
): { chat: ChatFormat | null; bosIds: number[] } {
  const chat = conversation?.chat ?? null;
  const bosIds = conversation?.prefixIds ?? [];
  const bosText = bosId === null ? undefined : spelling.get(bosId);
  const inSystem = bosText !== undefined && added.has(bosText) && chat?.system?.startsWith(bosText);
  // `<|im_start|>` opens every turn and is some models' BOS too: then it is no opening of its own.
  if (!chat?.system || !inSystem || chat.user.startsWith(bosText)) return { chat, bosIds };
  return {
    chat: { ...chat, system: chat.system.slice(bosText.length) },
    bosIds: bosIds.length > 0 ? bosIds : [bosId!],
  };
}

/** Weights of the model: those that are packed into words are counted one by one, scales are none. */
function parametersOf({ records }: TensorCache, quantisation: string): number {
  const bits = Number(/^q(\d+)/.exec(quantisation)?.[1] ?? 0);
  let total = 0;
  for (const { name, shape, dtype } of records.values()) {
    const elements = shape.reduce((product, length) => product * length, 1);
    if (/[._](?:q_scale|scale|base)$/.test(name)) continue;
    const packed = dtype === 'uint32' && bits > 0;
    total += packed ? elements * Math.floor(32 / bits) : elements;
  }
  return Math.min(total, 1e15);
}

/** What can honestly be said of a folder: what its files say, and no more. Its licence is in none of them. */
export function aboutMlc({ facts, cache, config, library }: MlcModel, name: string): AboutModel {
  const cacheBytes = config.layers * config.kvWidth * facts.contextTokens * (library.shaderF16 ? 2 : 4);
  const memory = cache.bytes + cacheBytes + ENGINE_BYTES;
  let largest = 0;
  for (const { nbytes } of cache.records.values()) largest = Math.max(largest, nbytes);
  const bufferBytes = largest > 128 * 1024 * 1024 ? { bufferBytes: largest } : {};
  const shaderF16 = library.shaderF16 ? { shaderF16: true } : {};
  return {
    name: plain(name) || `${facts.architecture} model`,
    family: facts.architecture,
    model: facts,
    languages: [],
    translation: [],
    tasks: facts.chat ? ['translate', 'draft', 'inspect'] : ['translate', 'inspect'],
    warnings: ['unmeasured', 'not-for-facts'],
    licence: licenceOf({ id: '' }),
    openness: { ...NOT_ASSESSED },
    memoryBytes: Math.round(Math.min(memory, 1e15)),
    layout: 'mlc',
    requires: { ...shaderF16, ...bufferBytes },
  };
}
