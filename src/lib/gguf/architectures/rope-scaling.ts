import { fail } from '../../domain/errors';
import { malformed } from '../limits';
import type { Metadata } from '../metadata';

/**
 * By how much the rotary angles of a model are divided: 1 where they are not scaled. Llama.cpp takes a factor without a
 * type as a linear one. What changes more than the angles (YaRN, LongRoPE) is refused.
 */
export function ropeDivisor(metadata: Metadata, architecture: string): number {
  const number = (key: string) => metadata.number(`${architecture}.rope.${key}`);
  const type = metadata.text(`${architecture}.rope.scaling.type`) ?? 'linear';
  if ((number('scaling.attn_factor') ?? 1) !== 1) fail('gguf/unsupported', { reason: 'rope-scaling' });
  if (type === 'none') return 1;
  if (type !== 'linear') fail('gguf/unsupported', { reason: 'rope-scaling' });
  // 0 stands for none there.
  const factor = number('scaling.factor') ?? number('scale_linear') ?? 0;
  if (factor < 0) malformed('metadata-range', `${architecture}.rope.scaling.factor`);
  return factor === 0 ? 1 : factor;
}
