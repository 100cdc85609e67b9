import type { BaseModel } from '../domain/plan';
import { curatedModels } from './curated';
import type { ListedModel } from './record';

/** Who published the weights that MLC compiled, by family. */
const OWNERS: Record<string, string> = {
  SmolLM2: 'HuggingFaceTB',
  'OLMo 2': 'allenai',
  'Qwen3.5': 'Qwen',
  Qwen3: 'Qwen',
  'Qwen2.5': 'Qwen',
  'Ministral 3': 'mistralai',
  Mistral: 'mistralai',
  'Gemma 4': 'google',
  'Gemma 3': 'google',
  'Gemma 2': 'google',
  'Llama 3.2': 'meta-llama',
  'Llama 3.1': 'meta-llama',
  Phi: 'microsoft',
  TinyLlama: 'TinyLlama',
  RedPajama: 'togethercomputer',
};

/** Where MLC's name is not the publisher's. */
const RENAMED: Record<string, string> = {
  'gemma3-1b-it': 'gemma-3-1b-it',
  'Ministral-3-3B-Instruct-2512-BF16': 'Ministral-3-3B-Instruct-2512',
};

/** The publisher's own name of a model, without its owner: what repositories made from it have in their names. */
export function publishedName({ id }: ListedModel): string {
  const name = id.replace(/-q\d+f\d+.*$/, '');
  return RENAMED[name] ?? name;
}

let read: readonly BaseModel[] | undefined;

/** The curated models as their publishers name them, for whatever was made from them. */
export function baseModels(): readonly BaseModel[] {
  return (read ??= curatedModels().map((model) => ({
    repo: `${OWNERS[model.family] ?? ''}/${publishedName(model.f16)}`,
    ...{ licence: model.licence, openness: model.openness },
  })));
}
