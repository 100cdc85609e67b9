import type { GgufHeader } from '../header';
import type { Parameter } from '../parameter';
import type { TensorSet } from '../tensor-set';
import type { DecoderShape } from './decoder-shape';
import { ropeDivisor } from './rope-scaling';

/** Llama 3.1 and later divide each pair of a head by a number of its own, which the file keeps as a tensor. */
const FACTORS = 'rope_freqs.weight';

/**
 * The table of rotations, where a model of Llama's kind needs one: `always`, or because its angles are scaled. Without
 * a table the library computes plain angles itself. A table is data: one library serves every scaling.
 */
export function rotations(
  { metadata }: GgufHeader,
  tensors: TensorSet,
  { architecture, headDim, ropeBase }: DecoderShape & { ropeBase: number },
  positions: number,
  always = false,
): Parameter[] {
  const divisor = ropeDivisor(metadata, architecture);
  const factors = tensors.optionalVector(FACTORS, headDim / 2);
  if (!always && !factors && divisor === 1) return [];
  return [{ kind: 'rope', name: 'rope', base: ropeBase, divisor, factors, positions, headDim }];
}
