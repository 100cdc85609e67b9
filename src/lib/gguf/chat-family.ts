import type { ChatFormat } from '../domain/pack';

/**
 * How the common families write turns. A template is a program in the file; it is never run, only recognised: it must
 * contain all of `marks`, and `tokens` must be control tokens of the file (else the marks are plain text to the model).
 */
type ChatFamily = { name: string; marks: string[]; tokens: string[]; format: ChatFormat };

/** The more particular before the more general. */
const FAMILIES: readonly ChatFamily[] = [
  {
    name: 'chatml',
    marks: ['<|im_start|>', '<|im_end|>'],
    tokens: ['<|im_start|>', '<|im_end|>'],
    format: {
      system: '<|im_start|>system\n{content}<|im_end|>\n',
      user: '<|im_start|>user\n{content}<|im_end|>\n',
      assistant: '<|im_start|>assistant\n',
      stop: ['<|im_end|>'],
    },
  },
  {
    name: 'gemma',
    marks: ['<start_of_turn>', '<end_of_turn>'],
    tokens: ['<start_of_turn>', '<end_of_turn>'],
    format: {
      system: null,
      user: '<start_of_turn>user\n{content}<end_of_turn>\n',
      assistant: '<start_of_turn>model\n',
      stop: ['<end_of_turn>'],
    },
  },
  {
    name: 'llama3',
    marks: ['<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>'],
    tokens: ['<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>'],
    format: {
      system: '<|start_header_id|>system<|end_header_id|>\n\n{content}<|eot_id|>',
      user: '<|start_header_id|>user<|end_header_id|>\n\n{content}<|eot_id|>',
      assistant: '<|start_header_id|>assistant<|end_header_id|>\n\n',
      stop: ['<|eot_id|>'],
    },
  },
  {
    name: 'phi3',
    marks: ['<|user|>', '<|assistant|>', '<|end|>'],
    tokens: ['<|user|>', '<|assistant|>', '<|end|>'],
    format: {
      system: '<|system|>\n{content}<|end|>\n',
      user: '<|user|>\n{content}<|end|>\n',
      assistant: '<|assistant|>\n',
      stop: ['<|end|>'],
    },
  },
  {
    name: 'zephyr',
    marks: ['<|user|>', '<|assistant|>', 'eos_token'],
    tokens: ['</s>'],
    format: {
      system: '<|system|>\n{content}</s>\n',
      user: '<|user|>\n{content}</s>\n',
      assistant: '<|assistant|>\n',
      stop: ['</s>'],
    },
  },
  {
    name: 'mistral-instruct',
    marks: ['[INST]', '[/INST]'],
    tokens: ['</s>'],
    format: { system: null, user: '[INST] {content} [/INST]', assistant: '', stop: ['</s>'] },
  },
];

/** The chat format of a template, or null where it is of no family that we know. */
export function recogniseChat(template: string, controlTokens: ReadonlySet<string>): ChatFormat | null {
  const family = FAMILIES.find(
    ({ marks, tokens }) =>
      marks.every((mark) => template.includes(mark)) && tokens.every((token) => controlTokens.has(token)),
  );
  return family ? { ...family.format, stop: [...family.format.stop] } : null;
}
