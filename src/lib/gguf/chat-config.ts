import type { ChatFormat } from '../domain/pack';
import type { GgufFacts } from './facts';

/** What web-llm must know of the compiled library, in tokens. */
export type LibraryContext = { readonly contextTokens: number; readonly prefillChunk: number };

/**
 * mlc-chat-config.json for web-llm 0.2.86. Prompts arrive fully rendered, so the conversation template matters only for
 * its stop tokens; it has no system message (SmolLM2's default one makes its answers worse) and no stop strings, which
 * web-llm would match inside of the text. Greedy unless a request says otherwise.
 */
export function chatConfigJson(facts: GgufFacts, library: LibraryContext): string {
  return JSON.stringify({
    version: '0.1.0',
    model_type: facts.model.architecture,
    quantization: 'gguf',
    model_config: {},
    vocab_size: facts.model.vocabulary,
    context_window_size: library.contextTokens,
    sliding_window_size: -1,
    attention_sink_size: -1,
    prefill_chunk_size: library.prefillChunk,
    tensor_parallel_shards: 1,
    max_batch_size: 1,
    temperature: 0,
    top_p: 1,
    presence_penalty: 0,
    frequency_penalty: 0,
    repetition_penalty: 1,
    pad_token_id: facts.paddingId ?? 0,
    bos_token_id: facts.bosId ?? facts.stopIds[0],
    eos_token_id: facts.stopIds,
    tokenizer_files: ['tokenizer.json'],
    tokenizer_info: {
      token_postproc_method: facts.tokenizer === 'sentence-piece' ? 'byte_fallback' : 'byte_level',
      prepend_space_in_encode: false,
      strip_space_in_decode: false,
    },
    conv_template: conversation(facts),
  });
}

const CONTENT = '{content}';

function conversation({ model, stopIds }: GgufFacts): object {
  const [userStart, userEnd] = around(model.chat, 'user');
  return {
    name: 'haversack',
    system_template: '{system_message}',
    system_message: '',
    system_prefix_token_ids: null,
    add_role_after_system_message: true,
    roles: { user: userStart, assistant: model.chat?.assistant ?? '' },
    role_templates: { user: '{user_message}', assistant: '{assistant_message}', tool: '{tool_message}' },
    messages: [],
    seps: [userEnd],
    role_content_sep: '',
    role_empty_sep: '',
    stop_str: [],
    stop_token_ids: stopIds,
    function_string: '',
    use_function_calling: false,
  };
}

/** What stands before and after the content of a turn. */
function around(chat: ChatFormat | null, turn: 'user'): [before: string, after: string] {
  const [before = '', after = ''] = chat?.[turn].split(CONTENT) ?? [];
  return [before, after];
}
