import { describe, expect, it } from 'vitest';
import { readChatConfig } from '../../../src/lib/mlc/chat-config';
import { bytesOf, CONFIG } from '../../fixtures/mlc/tiny-folder';

const read = (change: Record<string, unknown> = {}) =>
  readChatConfig(bytesOf({ ...CONFIG, ...change }), 'mlc-chat-config.json');
const template = (change: Record<string, unknown>) =>
  read({ conv_template: { ...CONFIG.conv_template, ...change } }).conversation;

describe('readChatConfig', () => {
  it('writes the turns as web-llm would, with our mark for the content', () => {
    expect(read().conversation).toEqual({
      chat: {
        system: '<|im_start|>system\n{content}<|im_end|>\n',
        user: '<|im_start|>user\n{content}<|im_end|>\n',
        assistant: '<|im_start|>assistant\n',
        stop: ['<|endoftext|>'],
      },
      stopIds: [6],
      prefixIds: [],
    });
  });

  it('has no system turn where the message has no markup, and no turns for a base model', () => {
    expect(template({ system_template: '{system_message}' })?.chat?.system).toBeNull();
    expect(template({ roles: { user: '', assistant: '' } })?.chat).toBeNull();
  });

  it('uses web-llm’s separators where a template names none', () => {
    const chat = template({
      roles: { user: 'USER', assistant: 'ASSISTANT' },
      role_content_sep: undefined,
      role_empty_sep: undefined,
      seps: ['\n'],
    })?.chat;
    expect([chat?.user, chat?.assistant]).toEqual(['USER: {content}\n', 'ASSISTANT: ']);
  });

  it.each([
    ['a name in place of a template', 'llama-3', null],
    ['no template', undefined, null],
    ['roles that are no texts', { roles: { user: 1, assistant: [] } }, null],
    ['a text without end', { roles: { user: 'x'.repeat(5000), assistant: '' } }, null],
    ['our own mark in a role', { roles: { user: '{content}', assistant: 'a' } }, null],
    ['a wrapper without the message', { role_templates: { user: 'nothing' } }, null],
  ])('gives no format for %s', (_, value, expected) => {
    const conversation =
      typeof value === 'object'
        ? template(value as Record<string, unknown>)
        : read({ conv_template: value }).conversation;
    expect(conversation?.chat ?? null).toBe(expected);
  });

  it('keeps the context within a sliding window, and names one where there is none', () => {
    expect(read().contextTokens).toBe(32_768);
    expect(read({ context_window_size: -1, sliding_window_size: 1024 }).contextTokens).toBe(1024);
    expect(read({ sliding_window_size: 512 }).contextTokens).toBe(512);
    expect(read({ context_window_size: undefined }).contextTokens).toBe(4096);
  });

  it('takes one end token or several', () => {
    expect(read().eosIds).toEqual([5, 6]);
    expect(read({ eos_token_id: 6 }).eosIds).toEqual([6]);
    expect(read({ bos_token_id: null }).bosId).toBeNull();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no kind of model', { model_type: '' }, 'model-type'],
    ['no vocabulary', { vocab_size: 0 }, 'vocabulary'],
    ['a vocabulary of 2^53', { vocab_size: 2 ** 53 }, 'vocabulary'],
    ['a tokenizer that we cannot check', { tokenizer_files: ['tokenizer.model'] }, 'no-tokenizer-json'],
    ['an end token beyond the vocabulary', { eos_token_id: 8 }, 'token-id'],
    [
      'a stop token that is no number',
      { conv_template: { ...CONFIG.conv_template, stop_token_ids: ['x'] } },
      'token-id',
    ],
    ['a context of no tokens', { context_window_size: 0 }, 'context'],
    ['a context that is no number', { context_window_size: 'long' }, 'context'],
  ])('refuses %s', (_, change, problem) => {
    expect(() => read(change)).toThrow(
      expect.objectContaining({ code: 'mlc/invalid', details: expect.objectContaining({ problem }) }),
    );
  });
});
