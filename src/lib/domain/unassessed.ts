import type { Openness } from './pack';

/** Of a model of which nothing is known but that its weights are here. */
export const NOT_ASSESSED: Openness = {
  class: 'open-weight',
  weights: true,
  code: false,
  trainingData: false,
  evidence: 'Not assessed: added by a person.',
  evidenceUrl: '',
};
