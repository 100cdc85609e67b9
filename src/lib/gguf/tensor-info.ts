import { fail } from '../domain/errors';
import type { HeaderCursor } from './cursor';
import { type GgmlType, ggmlType } from './ggml-type';
import { clip, LIMITS, malformed, within } from './limits';

export type TensorInfo = {
  readonly name: string;
  readonly type: GgmlType;
  /** ggml's order: the length of a row first, then the number of rows. 1 to 4 numbers. */
  readonly shape: readonly number[];
  readonly elements: number;
  /** From the start of the file; inside of it, as is `offset + bytes`. */
  readonly offset: number;
  readonly bytes: number;
};

/** A tensor with its offset as the file states it: from the end of the header. */
export async function readTensorInfo(cursor: HeaderCursor): Promise<TensorInfo> {
  const name = await cursor.text('tensorNameBytes', 'tensor name');
  await cursor.need(4);
  const dimensions = within('dimensions', cursor.u32(), name);
  if (dimensions === 0) malformed('no-dimensions', name);
  await cursor.need(8 * dimensions + 12);
  const shape: number[] = [];
  let elements = 1;
  for (let index = 0; index < dimensions; index++) {
    const length = cursor.u64(name);
    if (length === 0) malformed('empty-dimension', name);
    // Compared by division, so that the product never leaves the range of exact numbers.
    if (length > LIMITS.integer / elements) malformed('integer', name);
    elements *= length;
    shape.push(length);
  }
  const id = cursor.u32();
  const type = ggmlType(id) ?? fail('gguf/unsupported', { tensor: clip(name), ggmlType: id });
  if (shape[0]! % type.blockElements !== 0) malformed('block-size', name);
  const blocks = elements / type.blockElements;
  if (blocks > LIMITS.integer / type.blockBytes) malformed('integer', name);
  return { name, type, shape, elements, offset: cursor.u64(name), bytes: blocks * type.blockBytes };
}

/** Tensors with offsets from the start of the file: aligned, inside of the file, apart from each other. */
export function placeTensors(
  tensors: readonly TensorInfo[],
  dataOffset: number,
  alignment: number,
  fileBytes: number,
): Map<string, TensorInfo> {
  const placed = new Map<string, TensorInfo>();
  for (const tensor of tensors) {
    if (placed.has(tensor.name)) malformed('duplicate-tensor', tensor.name);
    if (tensor.offset % alignment !== 0) malformed('misaligned-tensor', tensor.name);
    // Each term is at most 2^53, so the sum is exact enough to compare with a file that is far smaller.
    if (dataOffset + tensor.offset + tensor.bytes > fileBytes) {
      fail('gguf/truncated', {
        tensor: clip(tensor.name),
        needs: dataOffset + tensor.offset + tensor.bytes,
        has: fileBytes,
      });
    }
    placed.set(tensor.name, { ...tensor, offset: dataOffset + tensor.offset });
  }
  const inOrder = [...placed.values()].sort((a, b) => a.offset - b.offset);
  for (const [index, tensor] of inOrder.entries()) {
    const next = inOrder[index + 1];
    if (next && next.offset < tensor.offset + tensor.bytes) malformed('overlapping-tensors', next.name);
  }
  return placed;
}
