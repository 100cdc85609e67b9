import { fail } from '../../domain/errors';
import type { GgufHeader } from '../header';
import { malformed } from '../limits';
import { missing } from '../metadata';
import type { Architecture } from './architecture';
import { decoderBlocks } from './decoder-blocks';

/** Qwen2 (also 2.5): Llama's blocks with a bias on queries, keys and values; here with the head tied to the table. */
export const qwen2: Architecture = (header, tensors) => {
  const shape = readShape(header, 'qwen2');
  const { heads, kvHeads, headDim } = shape;
  const bias = (layer: number, name: string, kind: 'q' | 'k' | 'v', rows: number) =>
    tensors.vector(`layers.${layer}.${name}`, `blk.${layer}.attn_${kind}.bias`, rows);
  const parameters = decoderBlocks(tensors, shape, {
    own: (layer) => [
      bias(layer, 'q_bias', 'q', heads * headDim),
      bias(layer, 'k_bias', 'k', kvHeads * headDim),
      bias(layer, 'v_bias', 'v', kvHeads * headDim),
    ],
  });
  tensors.refuseRest();
  return { shape, parameters, exactContextTokens: header.metadata.count('qwen2.context_length') };
};

/** Qwen3: Llama's blocks with normalised queries and keys, which rotate from a table; here with the head tied too. */
export const qwen3: Architecture = (header, tensors, contextTokens) => {
  const shape = readShape(header, 'qwen3');
  const norm = (layer: number, name: string, tensor: string) =>
    tensors.vector(`layers.${layer}.${name}`, `blk.${layer}.${tensor}.weight`, shape.headDim);
  const parameters = decoderBlocks(tensors, shape, {
    own: (layer) => [norm(layer, 'q_norm', 'attn_q_norm'), norm(layer, 'k_norm', 'attn_k_norm')],
  });
  parameters.push({
    kind: 'rope',
    name: 'rope',
    base: shape.ropeBase,
    positions: contextTokens,
    headDim: shape.headDim,
  });
  tensors.refuseRest();
  return { shape, parameters, exactContextTokens: header.metadata.count('qwen3.context_length') };
};

function readShape({ metadata, tensors }: GgufHeader, architecture: 'qwen2' | 'qwen3') {
  const count = (key: string) => metadata.count(`${architecture}.${key}`);
  const number = (key: string) => metadata.number(`${architecture}.${key}`);
  const hidden = count('embedding_length');
  const heads = count('attention.head_count');
  const headDim = number('attention.key_length') ?? hidden / heads;
  // A table row is headDim numbers; no known model has heads of more than 256.
  if (!Number.isInteger(headDim) || headDim % 2 !== 0 || headDim > 1024)
    malformed('metadata-range', 'head size');
  if ((number('rope.dimension_count') ?? headDim) !== headDim)
    fail('gguf/unsupported', { reason: 'partial-rope' });
  const scaling = metadata.text(`${architecture}.rope.scaling.type`);
  if (scaling !== undefined && scaling !== 'none') fail('gguf/unsupported', { reason: 'rope-scaling' });
  const window = number('attention.sliding_window') ?? 0;
  if (window !== 0) fail('gguf/unsupported', { reason: 'sliding-window' });
  const needed = (key: string) => number(key) ?? missing(`${architecture}.${key}`);
  return {
    architecture,
    layers: count('block_count'),
    hidden,
    heads,
    kvHeads: count('attention.head_count_kv'),
    headDim,
    ffn: count('feed_forward_length'),
    vocabulary: tensors.get('token_embd.weight')?.shape[1] ?? missing('token_embd.weight'),
    rmsEpsilon: needed('attention.layer_norm_rms_epsilon'),
    ropeBase: needed('rope.freq_base'),
  };
}
