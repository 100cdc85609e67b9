import type { Architecture } from './architecture';
import { decoderBlocks } from './decoder-blocks';
import { exactContext, readDecoderShape, ROPE_BASE } from './decoder-shape';
import { rotations } from './rotations';

/** Qwen2 (also 2.5): Llama's blocks with a bias on queries, keys and values. */
export const qwen2: Architecture = (header, tensors, contextTokens) => {
  const ropeBase = header.metadata.number('qwen2.rope.freq_base') ?? ROPE_BASE;
  const shape = { ...readDecoderShape(header, 'qwen2'), ropeBase };
  const { heads, kvHeads, headDim } = shape;
  const bias = (layer: number, name: string, kind: 'q' | 'k' | 'v', rows: number) =>
    tensors.vector(`layers.${layer}.${name}`, `blk.${layer}.attn_${kind}.bias`, rows);
  const blocks = decoderBlocks(tensors, shape, {
    own: (layer) => [
      bias(layer, 'q_bias', 'q', heads * headDim),
      bias(layer, 'k_bias', 'k', kvHeads * headDim),
      bias(layer, 'v_bias', 'v', kvHeads * headDim),
    ],
  });
  const parameters = [...blocks, ...rotations(header, tensors, shape, contextTokens)];
  tensors.refuseRest();
  return { shape, parameters, exactContextTokens: exactContext(header, 'qwen2') };
};

/** Qwen3: Llama's blocks with normalised queries and keys, which always rotate from a table. */
export const qwen3: Architecture = (header, tensors, contextTokens) => {
  const ropeBase = header.metadata.number('qwen3.rope.freq_base') ?? ROPE_BASE;
  const shape = { ...readDecoderShape(header, 'qwen3'), ropeBase };
  const norm = (layer: number, name: string, tensor: string) =>
    tensors.vector(`layers.${layer}.${name}`, `blk.${layer}.${tensor}.weight`, shape.headDim);
  const blocks = decoderBlocks(tensors, shape, {
    own: (layer) => [norm(layer, 'q_norm', 'attn_q_norm'), norm(layer, 'k_norm', 'attn_k_norm')],
  });
  const parameters = [...blocks, ...rotations(header, tensors, shape, contextTokens, true)];
  tensors.refuseRest();
  return { shape, parameters, exactContextTokens: exactContext(header, 'qwen3') };
};
