import type { Repack } from './container';
import { HALF } from './half';

/** Moves bit i of four bits to bit 4 of byte i. */
function spread(bits: number): number {
  return ((bits * 0x00204081) & 0x01010101) << 4;
}

/** 32 values: f16 scale, u32 of fifth bits (bit i for value i), 16 bytes of nibbles: byte j holds values j and j + 16. */
export const repackQ5_0: Repack = ({ view, start, rowBytes, blocksPerRow, columns }, { q, scale, n }) => {
  for (let block = 0; block < blocksPerRow; block++) {
    for (let row = 0; row < columns.length; row++) {
      const at = start + row * rowBytes + block * 22;
      const column = columns[row]!;
      scale[block * n + column] = HALF[view.getUint16(at, true)]!;
      const high = view.getUint32(at + 2, true);
      const out = block * 8 * n + column;
      for (let word = 0; word < 4; word++) {
        const low = view.getUint32(at + 6 + 4 * word, true);
        // 5-bit code - 16 + 128: no byte carries into the next
        q[out + word * n] = (low & 0x0f0f0f0f) + spread((high >>> (4 * word)) & 15) + 0x70707070;
        q[out + (word + 4) * n] =
          ((low >>> 4) & 0x0f0f0f0f) + spread((high >>> (4 * word + 16)) & 15) + 0x70707070;
      }
    }
  }
};
