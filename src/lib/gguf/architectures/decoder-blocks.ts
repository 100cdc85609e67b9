import type { Parameter } from '../parameter';
import type { TensorSet } from '../tensor-set';
import type { DecoderShape } from './decoder-shape';

export type DecoderOptions = {
  /** Rows of queries and keys lie as llama.cpp interleaves them for `llama`; else the halves of a head as the file has them. */
  interleaved?: boolean;
  /** What a layer has besides. */
  own?: (layer: number) => Parameter[];
};

/**
 * Table, blocks, last norm and output head of Llama and its kin, in the order of the library. A file without a head of
 * its own uses the table for it.
 */
export function decoderBlocks(
  tensors: TensorSet,
  shape: DecoderShape,
  { interleaved = false, own = () => [] }: DecoderOptions,
): Parameter[] {
  const { hidden, heads, kvHeads, headDim, ffn } = shape;
  const order = interleaved ? { interleavedHead: headDim } : {};
  const parameters = tensors.table('embed_tokens', 'token_embd.weight', hidden, shape.vocabulary);
  for (let layer = 0; layer < shape.layers; layer++) {
    const from = (name: string) => `blk.${layer}.${name}.weight`;
    const to = (name: string) => `layers.${layer}.${name}`;
    parameters.push(
      tensors.vector(to('attn_norm.weight'), from('attn_norm'), hidden),
      ...tensors.matrix(to('qkv'), hidden, [
        { tensor: from('attn_q'), rows: heads * headDim, ...order },
        { tensor: from('attn_k'), rows: kvHeads * headDim, ...order },
        { tensor: from('attn_v'), rows: kvHeads * headDim },
      ]),
      ...tensors.matrix(to('out'), heads * headDim, [{ tensor: from('attn_output'), rows: hidden }]),
      tensors.vector(to('ffn_norm.weight'), from('ffn_norm'), hidden),
      ...tensors.matrix(to('gate_up'), hidden, [
        { tensor: from('ffn_gate'), rows: ffn },
        { tensor: from('ffn_up'), rows: ffn },
      ]),
      ...tensors.matrix(to('down'), ffn, [{ tensor: from('ffn_down'), rows: hidden }]),
      ...own(layer),
    );
  }
  parameters.push(
    tensors.vector('norm.weight', 'output_norm.weight', hidden),
    ...tensors.head(hidden, shape.vocabulary),
  );
  return parameters;
}
