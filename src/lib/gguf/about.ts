import type { AboutModel } from '../domain/inspect';
import type { Licence } from '../domain/pack';
import type { GgufFacts } from './facts';
import type { GgufHeader } from './header';
import { clip } from './limits';
import { memoryBytes } from './memory';
import type { Metadata } from './metadata';

const UNKNOWN_LICENCE = 'LicenseRef-unknown';

/** What can honestly be said of a model that nobody measured here: what its file says, and no more. */
export function aboutGguf(header: GgufHeader, facts: GgufFacts, fallbackName: string): AboutModel {
  const { metadata } = header;
  const { model, licence } = facts;
  return {
    name: facts.name || clip(fallbackName) || `${model.architecture} model`,
    family: clip(metadata.text('general.basename') ?? model.architecture),
    model,
    languages: languagesOf(metadata),
    translation: [],
    tasks: model.chat ? ['translate', 'draft', 'inspect'] : ['translate', 'inspect'],
    warnings: ['unmeasured', 'not-for-facts'],
    licence: licenceOf(licence),
    openness: {
      class: 'open-weight',
      weights: true,
      code: false,
      trainingData: false,
      evidence: 'Not assessed: added by a person.',
      evidenceUrl: '',
    },
    memoryBytes: memoryBytes(header, model),
  };
}

/** What an SPDX id alone says of a licence; '' where there is none. */
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

/** The tags that the file lists, those of them that look like tags. */
function languagesOf(metadata: Metadata): string[] {
  const list = metadata.texts('general.languages');
  if (!list) return [];
  const tags = Array.from({ length: Math.min(list.length, 200) }, (_, index) => list.at(index));
  return tags.filter((tag) => tag !== undefined).filter((tag) => /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(tag));
}
