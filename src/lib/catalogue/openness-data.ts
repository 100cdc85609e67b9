import type { Component, Openness } from '../domain/pack';

/**
 * One line a part: name, status, licence (SPDX id or ''), where it can be read. A paper that anyone may read counts as
 * restricted: under which licence it may be passed on is not recorded here. A model card has the licence of its repository.
 */
type Row = [Component['name'], Component['status'], string, string];

const components = (rows: Row[]): Component[] =>
  rows.map(([name, status, licence, url]) => ({ name, status, licence, url }));

const GEMMA_TERMS = 'https://ai.google.dev/gemma/terms';

/** Weights can be had, data cannot: which parts are missing, and where that can be read. '' for a paper: there is none. */
function weightsOnly(
  kind: 'open-weight' | 'restricted',
  {
    licence,
    terms,
    card,
    paper,
    evidence,
  }: Record<'licence' | 'terms' | 'card' | 'paper' | 'evidence', string>,
): Openness {
  const status = kind === 'restricted' ? 'restricted' : 'open';
  return {
    class: kind,
    ...{ weights: true, code: false, trainingData: false },
    ...{ evidence, evidenceUrl: card },
    components: components([
      ['weights', status, licence, card],
      ['licence', status, licence, terms],
      ['training-data', 'closed', '', paper || card],
      ['training-code', 'closed', '', paper || card],
      ['model-card', status, licence, card],
      ...(paper ? ([['paper', 'restricted', '', paper]] satisfies Row[]) : []),
    ]),
  };
}

const APACHE = 'https://www.apache.org/licenses/LICENSE-2.0';
const CLOSED_DATA = 'The weights are under an open licence; what they were trained on is not published.';
const card = (repo: string) => `https://huggingface.co/${repo}`;
const arxiv = (id: string) => `https://arxiv.org/abs/${id}`;

const apacheWeights = (repo: string, paper: string) =>
  weightsOnly('open-weight', {
    ...{ licence: 'Apache-2.0', terms: APACHE, card: card(repo), paper, evidence: CLOSED_DATA },
  });
const mitWeights = (repo: string, paper: string) =>
  weightsOnly('open-weight', {
    ...{ licence: 'MIT', terms: 'https://opensource.org/license/mit' },
    ...{ card: card(repo), paper, evidence: CLOSED_DATA },
  });
const gemmaWeights = (repo: string, paper: string) =>
  weightsOnly('restricted', {
    ...{ licence: 'LicenseRef-Gemma-Terms', terms: GEMMA_TERMS, card: card(repo), paper },
    evidence:
      'The terms limit the use, and flow down to whoever gets a copy; training data and code are closed.',
  });
const llamaWeights = (repo: string, version: string) =>
  weightsOnly('restricted', {
    ...{ licence: `LicenseRef-Llama-${version}-Community`, card: card(repo), paper: arxiv('2407.21783') },
    terms: `https://www.llama.com/llama${version.replace('.', '_')}/license/`,
    evidence:
      'The licence has a use policy, asks large companies to ask first, and asks for “Built with Llama”; training data is closed.',
  });

/** By family: the class, and part by part where its evidence is. */
export const OPENNESS = {
  qwen3: apacheWeights('Qwen/Qwen3-0.6B', arxiv('2505.09388')),
  'qwen3.5': apacheWeights('Qwen/Qwen3.5-0.8B', ''),
  'qwen2.5': apacheWeights('Qwen/Qwen2.5-0.5B-Instruct', arxiv('2412.15115')),
  'qwen2.5-3b': weightsOnly('restricted', {
    licence: 'LicenseRef-Qwen-Research',
    terms: 'https://huggingface.co/Qwen/Qwen2.5-3B-Instruct/blob/main/LICENSE',
    card: card('Qwen/Qwen2.5-3B-Instruct'),
    paper: arxiv('2412.15115'),
    evidence: 'Research licence: not for paid work; training data and code are closed.',
  }),
  ministral: apacheWeights('mistralai/Ministral-3-3B-Instruct-2512', arxiv('2601.08584')),
  mistral: apacheWeights('mistralai/Mistral-7B-Instruct-v0.3', arxiv('2310.06825')),
  gemma4: apacheWeights('google/gemma-4-E2B-it', ''),
  gemma3: gemmaWeights('google/gemma-3-1b-it', arxiv('2503.19786')),
  gemma2: gemmaWeights('google/gemma-2-2b-it', arxiv('2408.00118')),
  'llama3.2': llamaWeights('meta-llama/Llama-3.2-1B-Instruct', '3.2'),
  'llama3.1': llamaWeights('meta-llama/Llama-3.1-8B-Instruct', '3.1'),
  'phi3.5': mitWeights('microsoft/Phi-3.5-mini-instruct', arxiv('2404.14219')),
  phi4: mitWeights('microsoft/Phi-4-mini-instruct', arxiv('2503.01743')),
  olmo2: {
    class: 'open-source',
    ...{ weights: true, code: true, trainingData: true },
    evidence: 'Weights, training data, code, recipes, logs and intermediate checkpoints are all published.',
    evidenceUrl: arxiv('2501.00656'),
    components: components([
      ['weights', 'open', 'Apache-2.0', card('allenai/OLMo-2-0425-1B-Instruct')],
      ['training-code', 'open', 'Apache-2.0', 'https://github.com/allenai/OLMo'],
      ['inference-code', 'open', 'Apache-2.0', 'https://github.com/huggingface/transformers'],
      ['training-data', 'open', 'ODC-By-1.0', card('datasets/allenai/olmo-mix-1124')],
      ['data-information', 'open', 'ODC-By-1.0', card('datasets/allenai/dolmino-mix-1124')],
      ['evaluation', 'open', 'Apache-2.0', 'https://github.com/allenai/olmes'],
      ['model-card', 'open', 'Apache-2.0', card('allenai/OLMo-2-0425-1B-Instruct')],
      ['paper', 'restricted', '', arxiv('2501.00656')],
      ['licence', 'open', 'Apache-2.0', APACHE],
    ]),
  },
  smollm2: {
    class: 'near-open-source',
    ...{ weights: true, code: true, trainingData: true },
    evidence:
      'Weights, recipes and the data sets that its authors made are published; other data that went in has its own terms.',
    evidenceUrl: arxiv('2502.02737'),
    components: components([
      ['weights', 'open', 'Apache-2.0', card('HuggingFaceTB/SmolLM2-360M-Instruct')],
      ['training-code', 'open', 'Apache-2.0', 'https://github.com/huggingface/smollm'],
      ['training-data', 'restricted', '', card('datasets/HuggingFaceTB/smollm-corpus')],
      ['data-information', 'restricted', '', arxiv('2502.02737')],
      ['model-card', 'open', 'Apache-2.0', card('HuggingFaceTB/SmolLM2-360M-Instruct')],
      ['paper', 'restricted', '', arxiv('2502.02737')],
      ['licence', 'open', 'Apache-2.0', APACHE],
    ]),
  },
  tinyllama: {
    class: 'near-open-source',
    ...{ weights: true, code: true, trainingData: true },
    evidence:
      'Weights and training code are published; the public data sets that went in are named, and have their own terms.',
    evidenceUrl: arxiv('2401.02385'),
    components: components([
      ['weights', 'open', 'Apache-2.0', card('TinyLlama/TinyLlama-1.1B-Chat-v1.0')],
      ['training-code', 'open', 'Apache-2.0', 'https://github.com/jzhang38/TinyLlama'],
      ['training-data', 'restricted', '', card('datasets/cerebras/SlimPajama-627B')],
      ['paper', 'restricted', '', arxiv('2401.02385')],
      ['licence', 'open', 'Apache-2.0', APACHE],
    ]),
  },
  redpajama: {
    class: 'near-open-source',
    ...{ weights: true, code: false, trainingData: true },
    evidence:
      'Weights are under an open licence; the public data set that went in is published under its own terms.',
    evidenceUrl: card('togethercomputer/RedPajama-INCITE-Chat-3B-v1'),
    components: components([
      ['weights', 'open', 'Apache-2.0', card('togethercomputer/RedPajama-INCITE-Chat-3B-v1')],
      // Of the further training only.
      ['training-code', 'restricted', 'Apache-2.0', 'https://github.com/togethercomputer/OpenChatKit'],
      ['training-data', 'restricted', '', card('datasets/togethercomputer/RedPajama-Data-1T')],
      ['model-card', 'open', 'Apache-2.0', card('togethercomputer/RedPajama-INCITE-Chat-3B-v1')],
      ['licence', 'open', 'Apache-2.0', APACHE],
    ]),
  },
} satisfies Record<string, Openness>;

export type OpennessKey = keyof typeof OPENNESS;
