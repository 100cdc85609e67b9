import type { Repack } from './container';
import { HALF } from './half';

/** 32 values: f16 scale, 32 int8. */
export const repackQ8_0: Repack = ({ view, start, rowBytes, blocksPerRow, columns }, { q, scale, n }) => {
  for (let block = 0; block < blocksPerRow; block++) {
    for (let row = 0; row < columns.length; row++) {
      const at = start + row * rowBytes + block * 34;
      const column = columns[row]!;
      scale[block * n + column] = HALF[view.getUint16(at, true)]!;
      let out = block * 8 * n + column;
      for (let word = 0; word < 8; word++) {
        // int8 + 128 flips the sign bit
        q[out] = view.getUint32(at + 2 + 4 * word, true) ^ 0x80808080;
        out += n;
      }
    }
  }
};
