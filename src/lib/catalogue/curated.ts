import { baseLanguage } from '../domain/language';
import { licenceOf } from '../domain/licences';
import type { Licence, Openness } from '../domain/pack';
import { NAMED } from './languages-data';
import { CURATED, type CuratedRow } from './models-data';
import { OPENNESS } from './openness-data';
import { listedModel, type ListedModel } from './record';

/** A model worth a look, with both ways to run it. */
export type CuratedModel = {
  name: string;
  family: string;
  parameters: number;
  /** For GPUs with f16: half the memory traffic. */
  f16: ListedModel;
  /** For every other GPU. Null: nobody compiled one. */
  f32: ListedModel | null;
  licence: Licence;
  openness: Openness;
  /** BCP-47 tags that its publisher names. */
  languages: readonly string[];
  /** How many it claims in all: more than it names, for some. Null where it gives no figure for the rest. */
  languageCount: number | null;
  /** A language that is not named may still be among those that it claims. */
  claimsOthers: boolean;
  /** Where the figure of its memory comes from. */
  memory: 'published' | 'measured';
};

let read: readonly CuratedModel[] | undefined;

export function curatedModels(): readonly CuratedModel[] {
  return (read ??= CURATED.flatMap(modelOf));
}

/** The curated model that a record of the list belongs to. */
export function curatedFor(record: ListedModel): CuratedModel | undefined {
  return curatedModels().find(({ f16, f32 }) => f16.repo === record.repo || f32?.repo === record.repo);
}

/** `yes`: named by the publisher. `maybe`: it claims more languages than it names. */
export function knowsLanguage(model: CuratedModel, tag: string): 'yes' | 'maybe' | 'no' {
  const wanted = baseLanguage(tag);
  if (model.languages.some((each) => baseLanguage(each) === wanted)) return 'yes';
  return model.claimsOthers ? 'maybe' : 'no';
}

/** The one that runs on a GPU with or without f16. */
export function variantFor(model: CuratedModel, shaderF16: boolean): ListedModel {
  return shaderF16 ? model.f16 : (model.f32 ?? model.f16);
}

function modelOf(row: CuratedRow): CuratedModel[] {
  const f16 = listedModel(row.f16);
  const f32 = row.f32 === undefined ? null : listedModel(row.f32);
  // A row without its record would be a slip of ours: a test finds it.
  if (!f16 || f32 === undefined) return [];
  const languages = row.named === '' ? [] : NAMED[row.named].split(' ');
  return [
    {
      ...{ name: row.name, family: row.family, parameters: Math.round(row.billions * 1e9) },
      ...{ f16, f32 },
      licence: licenceOf({ id: row.licence }),
      openness: OPENNESS[row.openness],
      languages,
      languageCount: row.count === 'more' ? null : row.count,
      claimsOthers: row.count === 'more' || (!row.namesAll && row.count > languages.length),
      memory: 'published',
    },
  ];
}
