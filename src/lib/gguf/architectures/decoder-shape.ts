import { fail } from '../../domain/errors';
import type { GgufHeader } from '../header';
import { malformed } from '../limits';
import { missing } from '../metadata';

/** What every architecture that we know says of itself in the same words. Sizes in numbers, one head in `headDim`. */
export type DecoderShape = {
  architecture: string;
  layers: number;
  hidden: number;
  heads: number;
  kvHeads: number;
  headDim: number;
  ffn: number;
  vocabulary: number;
  rmsEpsilon: number;
};

/** The attention kernels take no larger head, and a table of rotary positions has a number for each of a head. */
const LARGEST_HEAD = 256;
/** What llama.cpp takes where a file does not say it. */
export const ROPE_BASE = 10_000;

/** The numbers under `architecture.`; refuses heads that are rotated only in part. */
export function readDecoderShape({ metadata, tensors }: GgufHeader, architecture: string): DecoderShape {
  const count = (key: string) => metadata.count(`${architecture}.${key}`);
  const number = (key: string) => metadata.number(`${architecture}.${key}`);
  const hidden = count('embedding_length');
  const heads = count('attention.head_count');
  const headDim = number('attention.key_length') ?? hidden / heads;
  if (!Number.isInteger(headDim) || headDim < 2 || headDim % 2 !== 0)
    malformed('metadata-range', 'head size');
  if (headDim > LARGEST_HEAD) fail('gguf/unsupported', { reason: 'head-size', headDim });
  if ((number('attention.value_length') ?? headDim) !== headDim)
    fail('gguf/unsupported', { reason: 'value-size' });
  if ((number('rope.dimension_count') ?? headDim) !== headDim)
    fail('gguf/unsupported', { reason: 'partial-rope' });
  return {
    architecture,
    layers: count('block_count'),
    hidden,
    heads,
    kvHeads: number('attention.head_count_kv') === undefined ? heads : count('attention.head_count_kv'),
    headDim,
    ffn: count('feed_forward_length'),
    vocabulary: tensors.get('token_embd.weight')?.shape[1] ?? missing('token_embd.weight'),
    rmsEpsilon:
      number('attention.layer_norm_rms_epsilon') ??
      missing(`${architecture}.attention.layer_norm_rms_epsilon`),
  };
}

/** Our kernels have no sliding window; within one, attention to everything is the same. */
export function exactContext({ metadata }: GgufHeader, architecture: string): number {
  const context = metadata.count(`${architecture}.context_length`);
  const window = `${architecture}.attention.sliding_window`;
  return metadata.number(window) ? Math.min(context, metadata.count(window)) : context;
}
