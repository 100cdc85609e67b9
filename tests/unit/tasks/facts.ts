import type { ModelFacts, PackManifest } from '../../../src/lib/domain/pack';

/** What our own code reads from the two starter files. */
export const SMOLLM2: ModelFacts = {
  architecture: 'llama',
  parameters: 134_515_008,
  quantisation: 'Q4_1',
  contextTokens: 8192,
  vocabulary: 49_152,
  chat: {
    system: '<|im_start|>system\n{content}<|im_end|>\n',
    user: '<|im_start|>user\n{content}<|im_end|>\n',
    assistant: '<|im_start|>assistant\n',
    stop: ['<|im_end|>'],
  },
  controlTokens: ['<|endoftext|>', '<|im_start|>', '<|im_end|>', '<repo_name>'],
};

export const GEMMA3: ModelFacts = {
  architecture: 'gemma3',
  parameters: 268_098_176,
  quantisation: 'Q4_K_M',
  contextTokens: 32_768,
  vocabulary: 262_144,
  chat: null,
  controlTokens: ['<pad>', '<eos>', '<bos>', '<unk>', '<mask>', '<start_of_turn>', '<end_of_turn>'],
};

export const LLAMA3: ModelFacts = {
  ...SMOLLM2,
  chat: {
    system: '<|start_header_id|>system<|end_header_id|>\n\n{content}<|eot_id|>',
    user: '<|start_header_id|>user<|end_header_id|>\n\n{content}<|eot_id|>',
    assistant: '<|start_header_id|>assistant<|end_header_id|>\n\n',
    stop: ['<|eot_id|>'],
  },
};

export const MISTRAL: ModelFacts = {
  ...SMOLLM2,
  chat: { system: null, user: '[INST] {content} [/INST]', assistant: '', stop: ['</s>'] },
};

export function manifest(changes: Partial<PackManifest>): PackManifest {
  return {
    format: 1,
    name: 'Gemma 3 270M',
    family: 'gemma3',
    model: GEMMA3,
    languages: ['en', 'es', 'fr'],
    translation: [],
    tasks: ['translate'],
    warnings: [],
    licence: {
      spdx: 'LicenseRef-Gemma',
      name: '',
      url: '',
      attribution: '',
      conditions: [],
      mustAccept: true,
    },
    openness: {
      class: 'restricted',
      weights: true,
      code: false,
      trainingData: false,
      evidence: '',
      evidenceUrl: '',
    },
    memoryBytes: 1,
    shards: [],
    lineage: { upstream: { name: '', url: '', revision: '' }, steps: [] },
    ...changes,
  };
}
