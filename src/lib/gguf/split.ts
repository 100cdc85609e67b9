import type { GgufHeader } from './header';

/** True for one file of a model that gguf-split of llama.cpp has cut into several: it has a part of the tensors only. */
export function isPartOfModel({ metadata }: Pick<GgufHeader, 'metadata'>): boolean {
  return (metadata.number('split.count') ?? 1) > 1;
}
