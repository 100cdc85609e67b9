import type { Licence, Openness } from './pack';

const UNKNOWN_LICENCE = 'LicenseRef-unknown';

/** What the SPDX id in a model's file alone says of a licence; '' where there is none. */
export function licenceOf(id: string): Licence {
  const known = id !== '' && id !== UNKNOWN_LICENCE;
  return {
    spdx: id || UNKNOWN_LICENCE,
    name: known ? id : 'Unknown licence',
    url: '',
    attribution: '',
    conditions: [
      known
        ? 'As named in the model file.'
        : 'Nobody has said under which licence this model is: find out before you use it or pass it on.',
    ],
    // Nobody should install on unknown terms without having seen that they are unknown.
    mustAccept: !known,
  };
}

/** Of a model of which nothing is known but that its weights are here. */
export const NOT_ASSESSED: Openness = {
  class: 'open-weight',
  weights: true,
  code: false,
  trainingData: false,
  evidence: 'Not assessed: added by a person.',
  evidenceUrl: '',
};
