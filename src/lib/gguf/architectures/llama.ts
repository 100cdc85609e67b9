import { fail } from '../../domain/errors';
import type { GgufHeader } from '../header';
import { malformed } from '../limits';
import { missing } from '../metadata';
import type { Architecture } from './architecture';

/** Llama: RMS norm, rotary attention with grouped keys, SiLU-gated feed-forward; here with the head tied to the table. */
export const llama: Architecture = (header, tensors) => {
  const shape = readShape(header);
  const { hidden, heads, kvHeads, headDim, ffn } = shape;
  const parameters = tensors.table('embed_tokens', 'token_embd.weight', hidden, shape.vocabulary);
  for (let layer = 0; layer < shape.layers; layer++) {
    const from = (name: string) => `blk.${layer}.${name}.weight`;
    const to = (name: string) => `layers.${layer}.${name}`;
    parameters.push(
      tensors.vector(to('attn_norm.weight'), from('attn_norm'), hidden),
      tensors.matrix(to('qkv'), hidden, [
        { tensor: from('attn_q'), rows: heads * headDim, interleavedHead: headDim },
        { tensor: from('attn_k'), rows: kvHeads * headDim, interleavedHead: headDim },
        { tensor: from('attn_v'), rows: kvHeads * headDim },
      ]),
      tensors.matrix(to('out'), heads * headDim, [{ tensor: from('attn_output'), rows: hidden }]),
      tensors.vector(to('ffn_norm.weight'), from('ffn_norm'), hidden),
      tensors.matrix(to('gate_up'), hidden, [
        { tensor: from('ffn_gate'), rows: ffn },
        { tensor: from('ffn_up'), rows: ffn },
      ]),
      tensors.matrix(to('down'), ffn, [{ tensor: from('ffn_down'), rows: hidden }]),
    );
  }
  parameters.push(tensors.vector('norm.weight', 'output_norm.weight', hidden));
  tensors.refuseRest();
  return { shape, parameters, exactContextTokens: header.metadata.count('llama.context_length') };
};

function readShape({ metadata, tensors }: GgufHeader) {
  const count = (key: string) => metadata.count(`llama.${key}`);
  const number = (key: string) => metadata.number(`llama.${key}`) ?? missing(`llama.${key}`);
  const hidden = count('embedding_length');
  const heads = count('attention.head_count');
  const headDim = metadata.number('llama.attention.key_length') ?? hidden / heads;
  if (!Number.isInteger(headDim) || headDim % 2 !== 0) malformed('metadata-range', 'head size');
  if ((metadata.number('llama.rope.dimension_count') ?? headDim) !== headDim) {
    fail('gguf/unsupported', { reason: 'partial-rope' });
  }
  const scaling = metadata.text('llama.rope.scaling.type');
  if (scaling !== undefined && scaling !== 'none') fail('gguf/unsupported', { reason: 'rope-scaling' });
  return {
    architecture: 'llama',
    layers: count('block_count'),
    hidden,
    heads,
    kvHeads: count('attention.head_count_kv'),
    headDim,
    ffn: count('feed_forward_length'),
    vocabulary: tensors.get('token_embd.weight')?.shape[1] ?? missing('token_embd.weight'),
    rmsEpsilon: number('attention.layer_norm_rms_epsilon'),
    ropeBase: number('rope.freq_base'),
  };
}
