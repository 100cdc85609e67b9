import { describe, expect, it } from 'vitest';
import { recogniseChat } from '../../../src/lib/gguf/chat-family';

/** Templates cut down to what tells their families apart. */
const CHATML = "{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}";
const GEMMA =
  "{{ bos_token }}{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}";
const LLAMA3 = "{{ '<|start_header_id|>' + role + '<|end_header_id|>\n\n' + content | trim + '<|eot_id|>' }}";
const PHI3 = "{{'<|user|>\n' + message['content'] + '<|end|>\n<|assistant|>\n'}}";
const ZEPHYR = "{{ '<|user|>\n' + message['content'] + eos_token }}{{ '<|assistant|>\n' }}";
const MISTRAL = "{{ '[INST] ' + message['content'] + ' [/INST]' }}";

describe('recogniseChat', () => {
  it.each([
    ['chatml', CHATML, ['<|im_start|>', '<|im_end|>'], '<|im_start|>assistant\n'],
    ['gemma', GEMMA, ['<start_of_turn>', '<end_of_turn>'], '<start_of_turn>model\n'],
    [
      'llama3',
      LLAMA3,
      ['<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>'],
      '<|start_header_id|>assistant<|end_header_id|>\n\n',
    ],
    ['phi3', PHI3, ['<|user|>', '<|assistant|>', '<|end|>'], '<|assistant|>\n'],
    ['zephyr', ZEPHYR, ['</s>'], '<|assistant|>\n'],
    ['mistral-instruct', MISTRAL, ['</s>'], ''],
  ])('knows %s', (_, template, tokens, assistant) => {
    const chat = recogniseChat(template, new Set(tokens));
    expect(chat?.assistant).toBe(assistant);
    expect(chat?.user.split('{content}')).toHaveLength(2);
    expect(chat?.stop.every((stop) => tokens.includes(stop))).toBe(true);
  });

  it('does not know a family whose marks are no control tokens of the model', () => {
    expect(recogniseChat(CHATML, new Set(['<|im_start|>']))).toBeNull();
    expect(recogniseChat(ZEPHYR, new Set())).toBeNull();
  });

  it('does not know what it has not seen', () => {
    expect(recogniseChat('{{ messages }}', new Set(['<|im_start|>', '<|im_end|>']))).toBeNull();
    expect(recogniseChat('', new Set())).toBeNull();
  });

  it('gives a format of its own to every caller', () => {
    const tokens = new Set(['</s>']);
    recogniseChat(MISTRAL, tokens)?.stop.push('x');
    expect(recogniseChat(MISTRAL, tokens)?.stop).toEqual(['</s>']);
  });
});
