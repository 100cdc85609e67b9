import type { Repack } from './container';
import { HALF } from './half';
import { sixBits } from './q4_k';

/**
 * 256 values in 8 groups: as Q4_K, with 32 bytes of fifth bits between its scales and its nibbles. Bit g of byte j belongs
 * to value j of group g.
 */
export const repackQ5_K: Repack = (
  { view, start, rowBytes, blocksPerRow, columns },
  { q, scale, base, n },
) => {
  for (let block = 0; block < blocksPerRow; block++) {
    for (let row = 0; row < columns.length; row++) {
      const at = start + row * rowBytes + block * 176;
      const column = columns[row]!;
      const d = HALF[view.getUint16(at, true)]!;
      const dmin = HALF[view.getUint16(at + 2, true)]!;
      for (let group = 0; group < 8; group++) {
        const [step, min] = sixBits(view, at + 4, group);
        scale[(block * 8 + group) * n + column] = d * step;
        base[(block * 8 + group) * n + column] = -dmin * min;
        const shift = (group & 1) * 4;
        const nibbles = at + 48 + (group >> 1) * 32;
        let out = (block * 64 + group * 8) * n + column;
        for (let word = 0; word < 8; word++) {
          const low = (view.getUint32(nibbles + 4 * word, true) >>> shift) & 0x0f0f0f0f;
          const fifth = (view.getUint32(at + 16 + 4 * word, true) >>> group) & 0x01010101;
          q[out] = low + (fifth << 4);
          out += n;
        }
      }
    }
  }
};
