import type { Architecture } from './architecture';
import { decoderBlocks } from './decoder-blocks';
import { exactContext, readDecoderShape, ROPE_BASE } from './decoder-shape';
import { rotations } from './rotations';

/** Llama: RMS norm, rotary attention with grouped keys, SiLU-gated feed-forward. */
export const llama: Architecture = (header, tensors, contextTokens) => {
  const ropeBase = header.metadata.number('llama.rope.freq_base') ?? ROPE_BASE;
  const shape = { ...readDecoderShape(header, 'llama'), ropeBase };
  const parameters = [
    ...decoderBlocks(tensors, shape, { interleaved: true }),
    ...rotations(header, tensors, shape, contextTokens),
  ];
  tensors.refuseRest();
  return { shape, parameters, exactContextTokens: exactContext(header, 'llama') };
};
