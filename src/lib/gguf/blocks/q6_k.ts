import type { Repack } from './container';
import { HALF } from './half';

/**
 * 256 values in two halves: 128 bytes of low nibbles, 64 bytes of high bit pairs, 16 int8 scales, f16 d. Quarter j of
 * a half takes the low or high nibbles of 32 low bytes and bit pair j of the 32 high bytes.
 */
export const repackQ6_K: Repack = ({ view, start, rowBytes, blocksPerRow, columns }, { q, scale, n }) => {
  for (let block = 0; block < blocksPerRow; block++) {
    for (let row = 0; row < columns.length; row++) {
      const at = start + row * rowBytes + block * 210;
      const column = columns[row]!;
      const d = HALF[view.getUint16(at + 208, true)]!;
      for (let group = 0; group < 16; group++) {
        scale[(block * 16 + group) * n + column] = d * view.getInt8(at + 192 + group);
      }
      let out = block * 64 * n + column;
      for (let quarter = 0; quarter < 8; quarter++) {
        const half = quarter >> 2;
        const low = at + half * 64 + (quarter & 1) * 32;
        const high = at + 128 + half * 32;
        const lowShift = (quarter & 2) * 2;
        const highShift = (quarter & 3) * 2;
        for (let word = 0; word < 8; word++) {
          const four = (view.getUint32(low + 4 * word, true) >>> lowShift) & 0x0f0f0f0f;
          const two = (view.getUint32(high + 4 * word, true) >>> highShift) & 0x03030303;
          q[out] = four + (two << 4) + 0x60606060; // 6-bit code - 32 + 128: no byte carries
          out += n;
        }
      }
    }
  }
};
