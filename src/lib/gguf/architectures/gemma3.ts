import { fail } from '../../domain/errors';
import type { Architecture } from './architecture';
import { exactContext, readDecoderShape, ROPE_BASE } from './decoder-shape';
import { ropeDivisor } from './rope-scaling';

/** Every sixth layer attends to everything, with a RoPE base of its own. The file does not state this. */
const GLOBAL_EVERY = 6;
/** The model of this many layers (27B) divides its scores by the square root of another number than its head size. */
const LAYERS_OF_27B = 62;

/**
 * Gemma 3: norms before and after both halves of a block, normalised queries and keys, local and global layers.
 * Cosines and sines come as tables, since WGSL promises little accuracy for large angles. From 4B on the angles of the
 * global layers are scaled; those of the local ones never are.
 */
export const gemma3: Architecture = (header, tensors, contextTokens) => {
  const number = (key: string) => header.metadata.number(`gemma3.rope.${key}`);
  const shape = {
    ...readDecoderShape(header, 'gemma3'),
    ropeLocal: number('freq_base_swa') ?? ROPE_BASE,
    ropeGlobal: number('freq_base') ?? ROPE_BASE,
    globalEvery: GLOBAL_EVERY,
  };
  if (shape.layers === LAYERS_OF_27B) fail('gguf/unsupported', { reason: 'attention-scale' });
  // Without it a file would claim that every layer sees everything.
  header.metadata.count('gemma3.attention.sliding_window');
  const { hidden, heads, kvHeads, headDim, ffn } = shape;
  const parameters = tensors.table('embed_tokens', 'token_embd.weight', hidden, shape.vocabulary);
  for (let layer = 0; layer < shape.layers; layer++) {
    const from = (name: string) => `blk.${layer}.${name}.weight`;
    const to = (name: string) => `layers.${layer}.${name}`;
    parameters.push(
      tensors.vector(to('attn_norm.weight'), from('attn_norm'), hidden),
      tensors.vector(to('attn_post_norm.weight'), from('post_attention_norm'), hidden),
      tensors.vector(to('ffn_norm.weight'), from('ffn_norm'), hidden),
      tensors.vector(to('ffn_post_norm.weight'), from('post_ffw_norm'), hidden),
      ...tensors.matrix(to('qkv'), hidden, [
        { tensor: from('attn_q'), rows: heads * headDim },
        { tensor: from('attn_k'), rows: kvHeads * headDim },
        { tensor: from('attn_v'), rows: kvHeads * headDim },
      ]),
      tensors.vector(to('q_norm'), from('attn_q_norm'), headDim),
      tensors.vector(to('k_norm'), from('attn_k_norm'), headDim),
      ...tensors.matrix(to('out'), heads * headDim, [{ tensor: from('attn_output'), rows: hidden }]),
      ...tensors.matrix(to('gate_up'), hidden, [
        { tensor: from('ffn_gate'), rows: ffn },
        { tensor: from('ffn_up'), rows: ffn },
      ]),
      ...tensors.matrix(to('down'), ffn, [{ tensor: from('ffn_down'), rows: hidden }]),
    );
  }
  const rope = { kind: 'rope', positions: contextTokens, headDim } as const;
  const divisor = ropeDivisor(header.metadata, 'gemma3');
  parameters.push(
    tensors.vector('norm.weight', 'output_norm.weight', hidden),
    ...tensors.head(hidden, shape.vocabulary),
    { ...rope, name: 'rope_local', base: shape.ropeLocal, divisor: 1 },
    { ...rope, name: 'rope_global', base: shape.ropeGlobal, divisor },
  );
  tensors.refuseRest();
  return { shape, parameters, exactContextTokens: exactContext(header, 'gemma3') };
};
