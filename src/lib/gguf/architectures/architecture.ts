import type { GgufHeader } from '../header';
import type { ModelShape } from '../model-shape';
import type { Parameter } from '../parameter';
import type { TensorSet } from '../tensor-set';

export type ArchitecturePlan = {
  shape: ModelShape;
  /** In the order of the library. */
  parameters: Parameter[];
  /** Most tokens at which the compiled attention is exact: the sliding window where there is one. */
  exactContextTokens: number;
};

/** What the tensors of a file of one architecture become, for a library compiled for `contextTokens`. */
export type Architecture = (
  header: GgufHeader,
  tensors: TensorSet,
  contextTokens: number,
) => ArchitecturePlan;
