import { fail } from '../../domain/errors';
import type { GgufHeader } from '../header';
import { malformed } from '../limits';
import { missing } from '../metadata';
import type { Architecture } from './architecture';

/** Every sixth layer attends to everything, with a RoPE base of its own. The file states neither this nor the local base. */
const GLOBAL_EVERY = 6;
const LOCAL_ROPE_BASE = 10_000;

/**
 * Gemma 3: norms before and after both halves of a block, normalised queries and keys, local and global layers.
 * Cosines and sines come as tables, since WGSL promises little accuracy for large angles.
 */
export const gemma3: Architecture = (header, tensors, contextTokens) => {
  const shape = readShape(header);
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
      tensors.matrix(to('qkv'), hidden, [
        { tensor: from('attn_q'), rows: heads * headDim },
        { tensor: from('attn_k'), rows: kvHeads * headDim },
        { tensor: from('attn_v'), rows: kvHeads * headDim },
      ]),
      tensors.vector(to('q_norm'), from('attn_q_norm'), headDim),
      tensors.vector(to('k_norm'), from('attn_k_norm'), headDim),
      tensors.matrix(to('out'), heads * headDim, [{ tensor: from('attn_output'), rows: hidden }]),
      tensors.matrix(to('gate_up'), hidden, [
        { tensor: from('ffn_gate'), rows: ffn },
        { tensor: from('ffn_up'), rows: ffn },
      ]),
      tensors.matrix(to('down'), ffn, [{ tensor: from('ffn_down'), rows: hidden }]),
    );
  }
  const rope = { kind: 'rope', positions: contextTokens, headDim } as const;
  parameters.push(
    tensors.vector('norm.weight', 'output_norm.weight', hidden),
    { ...rope, name: 'rope_local', base: shape.ropeLocal },
    { ...rope, name: 'rope_global', base: shape.ropeGlobal },
  );
  tensors.refuseRest();
  const window = header.metadata.count('gemma3.attention.sliding_window');
  return {
    shape,
    parameters,
    exactContextTokens: Math.min(window, header.metadata.count('gemma3.context_length')),
  };
};

function readShape({ metadata, tensors }: GgufHeader) {
  const count = (key: string) => metadata.count(`gemma3.${key}`);
  const number = (key: string) => metadata.number(`gemma3.${key}`) ?? missing(`gemma3.${key}`);
  const headDim = count('attention.key_length');
  // A table row is headDim numbers; no known model has heads of more than 256.
  if (headDim % 2 !== 0 || headDim > 1024) malformed('metadata-range', 'head size');
  if (count('attention.value_length') !== headDim) fail('gguf/unsupported', { reason: 'value-size' });
  if ((metadata.number('gemma3.rope.scaling.factor') ?? 1) !== 1)
    fail('gguf/unsupported', { reason: 'rope-scaling' });
  return {
    architecture: 'gemma3',
    layers: count('block_count'),
    hidden: count('embedding_length'),
    heads: count('attention.head_count'),
    kvHeads: count('attention.head_count_kv'),
    headDim,
    ffn: count('feed_forward_length'),
    vocabulary: tensors.get('token_embd.weight')?.shape[1] ?? missing('token_embd.weight'),
    rmsEpsilon: number('attention.layer_norm_rms_epsilon'),
    ropeLocal: metadata.number('gemma3.rope.freq_base_swa') ?? LOCAL_ROPE_BASE,
    ropeGlobal: number('rope.freq_base'),
    globalEvery: GLOBAL_EVERY,
  };
}
