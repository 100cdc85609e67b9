import type { Candidate } from '../domain/device';
import type { Requirements } from '../domain/pack';
import type { HubAbout, HubWish } from '../domain/plan';
import { type CuratedModel, curatedFor } from './curated';
import { type ListedModel, listedModels } from './record';

/** What to ask a hub for to get a record of the list. */
export function wishFor(record: ListedModel, hub: { endpoint: string; hosts: readonly string[] }): HubWish {
  return {
    endpoint: hub.endpoint,
    repo: record.repo,
    library: record.library,
    hosts: [...hub.hosts],
    about: aboutOf(record, curatedFor(record)),
  };
}

/**
 * The same wish with what this catalogue knows, where it names a repository of the list and no file in it. Some share a
 * repository: `memoryBytes` tells which is meant, or else the one with the longest context is.
 */
export function knownWish(wish: HubWish, memoryBytes?: number): HubWish {
  if (wish.file !== undefined) return wish;
  const records = listedModels()
    .filter(({ repo, kind }) => repo === wish.repo && kind === 'text')
    .sort((a, b) => b.contextTokens - a.contextTokens);
  const record = records.find((each) => each.memoryBytes === memoryBytes) ?? records[0];
  return record ? { ...wishFor(record, wish), ...wish } : wish;
}

/** Whether it runs here can be told before anything is asked for. */
export function candidateOf(record: ListedModel): Candidate {
  return {
    memoryBytes: record.memoryBytes,
    layout: 'mlc',
    ...requiresOf(record),
    hasLibrary: true,
  };
}

function requiresOf({ needsF16, bufferBytes }: ListedModel): { requires?: Requirements } {
  if (!needsF16 && bufferBytes === undefined) return {};
  return {
    requires: {
      ...(needsF16 ? { shaderF16: true } : {}),
      ...(bufferBytes === undefined ? {} : { bufferBytes }),
    },
  };
}

function aboutOf(record: ListedModel, model: CuratedModel | undefined): HubAbout {
  const compiled: HubAbout = {
    memoryBytes: record.memoryBytes,
    contextTokens: record.contextTokens,
    ...requiresOf(record),
  };
  if (!model) return compiled;
  const { name, family, licence, openness, languages } = model;
  const english = languages.length === 1 && languages[0] === 'en';
  return {
    ...compiled,
    ...{ name: `${name} (${record.quantisation})`, family, licence, openness },
    ...(languages.length > 0 ? { languages: [...languages] } : {}),
    warnings: ['unmeasured', 'not-for-facts', ...(english ? (['english-only'] as const) : [])],
  };
}
