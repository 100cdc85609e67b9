import type { AboutModel } from '../domain/inspect';
import { licenceOf } from '../domain/licences';
import { NOT_ASSESSED } from '../domain/unassessed';
import type { GgufFacts } from './facts';
import type { GgufHeader } from './header';
import { clip } from './limits';
import { memoryBytes } from './memory';
import type { Metadata } from './metadata';

const [TRANSLATE, DRAFT, INSPECT] = ['translate', 'draft', 'inspect'] as const;

/** What can honestly be said of a model that nobody measured here: what its file says, and no more. */
export function aboutGguf(header: GgufHeader, facts: GgufFacts, fallbackName: string): AboutModel {
  const { metadata } = header;
  const { model, licence } = facts;
  const languages = languagesOf(metadata);
  return {
    name: facts.name || clip(fallbackName) || `${model.architecture} model`,
    family: clip(metadata.text('general.basename') ?? model.architecture),
    model,
    languages,
    translation: [],
    // A model that names one language is no translator, whatever else it can do.
    tasks: [...(languages.length === 1 ? [] : [TRANSLATE]), ...(model.chat ? [DRAFT] : []), INSPECT],
    warnings: ['unmeasured', 'not-for-facts'],
    licence: licenceOf({ id: licence }),
    openness: { ...NOT_ASSESSED },
    memoryBytes: memoryBytes(header, model),
  };
}

/** The tags that the file lists, those of them that look like tags. */
function languagesOf(metadata: Metadata): string[] {
  const list = metadata.texts('general.languages');
  if (!list) return [];
  const tags = Array.from({ length: Math.min(list.length, 200) }, (_, index) => list.at(index));
  return tags.filter((tag) => tag !== undefined).filter((tag) => /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(tag));
}
