import type { MlcModel } from './model';

/**
 * mlc-chat-config.json as web-llm 0.2.86 gets it: written by us from what was checked. Prompts arrive fully rendered, so
 * of the conversation only its stop tokens count; no sliding window, greedy unless a request says otherwise.
 */
export function engineConfigJson({ config, library, stopIds, tokenizer, contextTokens }: MlcModel): string {
  const { maxHistory } = config;
  return JSON.stringify({
    version: '0.1.0',
    model_type: config.architecture,
    quantization: config.quantisation,
    model_config: {},
    vocab_size: config.vocabulary,
    context_window_size: contextTokens,
    sliding_window_size: -1,
    attention_sink_size: -1,
    prefill_chunk_size: library.metadata.prefillChunk,
    tensor_parallel_shards: 1,
    max_batch_size: 1,
    ...(maxHistory === null ? {} : { max_history_size: maxHistory }),
    temperature: 0,
    top_p: 1,
    presence_penalty: 0,
    frequency_penalty: 0,
    repetition_penalty: 1,
    pad_token_id: config.paddingId ?? 0,
    bos_token_id: config.bosId ?? stopIds[0],
    eos_token_id: stopIds,
    tokenizer_files: ['tokenizer.json'],
    tokenizer_info: {
      token_postproc_method: tokenizer.byteFallback ? 'byte_fallback' : 'byte_level',
      prepend_space_in_encode: false,
      strip_space_in_decode: false,
    },
    conv_template: {
      name: 'haversack',
      system_template: '{system_message}',
      system_message: '',
      system_prefix_token_ids: null,
      add_role_after_system_message: true,
      roles: { user: '', assistant: '' },
      role_templates: { user: '{user_message}', assistant: '{assistant_message}', tool: '{tool_message}' },
      messages: [],
      seps: [''],
      role_content_sep: '',
      role_empty_sep: '',
      stop_str: [],
      stop_token_ids: stopIds,
      function_string: '',
      use_function_calling: false,
    },
  });
}

/** The index as web-llm gets it: of what the folder's own says, the numbers that were checked. */
export function engineIndexJson({ cache }: MlcModel): string {
  return JSON.stringify({
    metadata: { ParamSize: cache.records.size, ParamBytes: cache.bytes, BitsPerParam: 0 },
    records: cache.shards.map((shard) => ({ format: 'raw-shard', ...shard })),
  });
}
