import type { Matrix, Repack, Rows } from './container';
import { HALF } from './half';

/** 32 values: f16 scale, u32 of fifth bits (bit i for value i), 16 bytes of nibbles: byte j holds values j and j + 16. */
export const repackQ5_0: Repack = (rows, matrix) => repack(rows, matrix, false);
/** As Q5_0, with an f16 base after the scale. */
export const repackQ5_1: Repack = (rows, matrix) => repack(rows, matrix, true);

function repack(
  { view, start, rowBytes, blocksPerRow, columns }: Rows,
  { q, scale, base, n }: Matrix,
  own: boolean,
): void {
  const head = own ? 4 : 2;
  // Without a base, 5-bit code - 16 + 128: no byte carries into the next
  const add = own ? 0 : 0x70707070;
  for (let block = 0; block < blocksPerRow; block++) {
    for (let row = 0; row < columns.length; row++) {
      const at = start + row * rowBytes + block * (head + 20);
      const column = columns[row]!;
      scale[block * n + column] = HALF[view.getUint16(at, true)]!;
      if (own) base[block * n + column] = HALF[view.getUint16(at + 2, true)]!;
      const high = view.getUint32(at + head, true);
      const out = block * 8 * n + column;
      for (let word = 0; word < 4; word++) {
        const low = view.getUint32(at + head + 4 + 4 * word, true);
        q[out + word * n] = (low & 0x0f0f0f0f) + spread((high >>> (4 * word)) & 15) + add;
        q[out + (word + 4) * n] = ((low >>> 4) & 0x0f0f0f0f) + spread((high >>> (4 * word + 16)) & 15) + add;
      }
    }
  }
}

/** Moves bit i of four bits to bit 4 of byte i. */
function spread(bits: number): number {
  return ((bits * 0x00204081) & 0x01010101) << 4;
}
