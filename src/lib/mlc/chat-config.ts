import { type ConversationTemplate, readConversation } from './conversation';
import { invalid, MLC_LIMITS, plain } from './limits';
import { isCount, isObject, type JsonObject, readJson } from './read-json';

/** What mlc-chat-config.json says, as far as we use it: web-llm gets a configuration that we write ourselves. */
export type ChatConfig = {
  architecture: string;
  quantisation: string;
  vocabulary: number;
  /** Tokens of context at which the model is right: never more than a sliding window. */
  contextTokens: number;
  bosId: number | null;
  /** Of `eos_token_id`; the template may name more. */
  eosIds: number[];
  paddingId: number | null;
  /** Null where there is none, or one of a kind that web-llm would not take either. */
  conversation: ConversationTemplate | null;
  /** Snapshots of a recurrent state, for models that have one. */
  maxHistory: number | null;
  /** For the memory that keys and values take; 0 where the file does not say. */
  layers: number;
  kvWidth: number;
};

/** Longer contexts take more memory than web-llm's own list gives any model. */
const UNSAID_CONTEXT = 4096;

/** Throws `mlc/invalid`. */
export function readChatConfig(bytes: Uint8Array, file: string): ChatConfig {
  const top = readJson(bytes, file, MLC_LIMITS.configBytes);
  const { vocab_size: vocabulary, model_type: type } = top;
  if (typeof type !== 'string' || type === '' || type.length > 60) return invalid(file, 'model-type');
  if (!isCount(vocabulary, MLC_LIMITS.vocabulary) || vocabulary === 0) return invalid(file, 'vocabulary');
  const files = top.tokenizer_files;
  if (!Array.isArray(files) || !files.includes('tokenizer.json')) return invalid(file, 'no-tokenizer-json');
  const model = isObject(top.model_config) ? top.model_config : {};
  const id = (value: unknown, name: string) =>
    isCount(value, vocabulary - 1) ? value : invalid(file, 'token-id', { what: name });
  const optional = (value: unknown, name: string) =>
    value === undefined || value === null || value === -1 ? null : id(value, name);
  const listed = (value: unknown, name: string) =>
    (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value])
      .slice(0, 64)
      .map((one: unknown) => id(one, name));
  return {
    architecture: plain(type),
    quantisation: typeof top.quantization === 'string' ? plain(top.quantization) : '',
    vocabulary,
    contextTokens: contextOf(top, file),
    bosId: optional(listed(top.bos_token_id, 'bos_token_id')[0], 'bos_token_id'),
    eosIds: listed(top.eos_token_id, 'eos_token_id'),
    paddingId: optional(top.pad_token_id, 'pad_token_id'),
    conversation: readConversation(top.conv_template, (value, name) => listed(value, name)),
    maxHistory: isCount(top.max_history_size, 1024) && top.max_history_size > 0 ? top.max_history_size : null,
    layers: countOf(model, 'num_hidden_layers', 'n_layer'),
    kvWidth: kvWidthOf(model),
  };
}

/**
 * Of the context and the sliding window the smaller one: within its window a model attends to everything, and beyond it
 * web-llm would drop old tokens in silence.
 */
function contextOf(top: JsonObject, file: string): number {
  const windows = [top.context_window_size, top.sliding_window_size].map((value) => {
    if (value === undefined || value === null || value === -1) return null;
    return isCount(value, 2 ** 31) && value > 0 ? value : invalid(file, 'context');
  });
  const known = windows.filter((value) => value !== null);
  return known.length > 0 ? Math.min(...known) : UNSAID_CONTEXT;
}

function countOf(model: JsonObject, ...names: string[]): number {
  const value = names.map((name) => model[name]).find((one) => one !== undefined);
  return isCount(value, 100_000) ? value : 0;
}

/** Numbers that one layer keeps of one token: keys, and values as many. */
function kvWidthOf(model: JsonObject): number {
  const heads = countOf(model, 'num_attention_heads', 'n_head');
  const kvHeads = countOf(model, 'num_key_value_heads') || heads;
  const width = countOf(model, 'hidden_size', 'n_embd');
  const headWidth = countOf(model, 'head_dim') || (heads > 0 ? Math.floor(width / heads) : 0);
  return 2 * kvHeads * headWidth;
}
