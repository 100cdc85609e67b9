import type { PackManifest } from '../../domain/pack';
import type { BaseModel, HubAbout } from '../../domain/plan';
import type { ModelCard } from './card';

type Facts = Omit<PackManifest, 'shards'>;

/** Ways to make a model of another after which the other's papers tell nothing of it. */
const ANOTHER = new Set(['finetune', 'merge', 'adapter']);

/** The model whose weights these are, only rounded, as its publisher says: where it names one, and it is one of `bases`. */
export function baseModelOf(card: ModelCard, bases: readonly BaseModel[]): BaseModel | undefined {
  const [name, second] = card.baseModels;
  if (name === undefined || second !== undefined || ANOTHER.has(card.relation)) return undefined;
  return bases.find(({ repo }) => repo.toLowerCase() === name.toLowerCase());
}

/**
 * Openness, and the terms of a licence where neither card nor file names one, as its base model's: each says so. Nobody
 * has granted those terms for these files, so a person must have seen them.
 */
export function asItsBase(read: Facts, base: BaseModel, { openness: ours }: HubAbout): Facts {
  const { repo, openness, licence } = base;
  const as = `As its base model's (${repo}), which its publisher names`;
  const terms = {
    ...{ ...licence, mustAccept: true },
    attribution: [licence.attribution, `${as}: no licence is named for these files.`]
      .filter((line) => line !== '')
      .join('\n'),
  };
  return {
    ...read,
    openness: ours ?? { ...openness, evidence: `${as}: ${openness.evidence}` },
    licence: read.licence.spdx === 'LicenseRef-unknown' ? terms : read.licence,
  };
}
