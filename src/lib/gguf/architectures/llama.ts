import { fail } from '../../domain/errors';
import type { GgufHeader } from '../header';
import { malformed } from '../limits';
import { missing } from '../metadata';
import type { Architecture } from './architecture';
import { decoderBlocks } from './decoder-blocks';

/** Llama: RMS norm, rotary attention with grouped keys, SiLU-gated feed-forward; here with the head tied to the table. */
export const llama: Architecture = (header, tensors) => {
  const shape = readShape(header);
  const parameters = decoderBlocks(tensors, shape, { interleaved: true });
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
