import { describe, expect, it } from 'vitest';
import { chatConfigJson } from '../../../src/lib/gguf/chat-config';
import { readFacts } from '../../../src/lib/gguf/facts';
import { parseHeader } from '../../../src/lib/gguf/header';
import { memorySource } from '../../fixtures/gguf/memory-source';
import { tinyGemma, tinyLlama } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../fixtures/gguf/write-gguf';

const config = async (spec: GgufSpec) => {
  const facts = readFacts(await parseHeader(memorySource(writeGguf(spec))));
  return JSON.parse(chatConfigJson(facts, { contextTokens: 512, prefillChunk: 64 }));
};

describe('chatConfigJson', () => {
  it("takes the context from the library and sets exactly one of web-llm's two windows", async () => {
    expect(await config(tinyLlama())).toMatchObject({
      context_window_size: 512,
      sliding_window_size: -1,
      prefill_chunk_size: 64,
      vocab_size: 12,
      tokenizer_files: ['tokenizer.json'],
    });
  });

  it('stops on tokens and never on strings, which would cut an answer that quotes one', async () => {
    const { conv_template } = await config(tinyLlama());
    expect(conv_template.stop_token_ids).toEqual([0, 2]);
    expect(conv_template.stop_str).toEqual([]);
  });

  it('has no system message, and no BOS of its own', async () => {
    const { conv_template } = await config(tinyGemma());
    expect(conv_template).toMatchObject({ system_message: '', system_prefix_token_ids: null });
  });

  it('writes turns as the chat format does', async () => {
    const { conv_template } = await config(tinyLlama());
    expect(conv_template.roles).toEqual({ user: '<|im_start|>user\n', assistant: '<|im_start|>assistant\n' });
    expect(conv_template.seps).toEqual(['<|im_end|>\n']);
  });

  it('names how tokens become text', async () => {
    expect((await config(tinyLlama())).tokenizer_info.token_postproc_method).toBe('byte_level');
    expect((await config(tinyGemma())).tokenizer_info.token_postproc_method).toBe('byte_fallback');
  });
});
