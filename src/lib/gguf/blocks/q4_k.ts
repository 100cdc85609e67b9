import type { Repack } from './container';
import { HALF } from './half';
import { packNibbles } from './nibbles';

/**
 * 256 values in 8 groups: f16 d and dmin, 12 bytes of 6-bit scales and mins, 128 bytes of nibbles. Of each 32 bytes
 * the low nibbles are one group and the high ones the next.
 */
export const repackQ4_K: Repack = (
  { view, start, rowBytes, blocksPerRow, columns },
  { q, scale, base, n },
) => {
  for (let block = 0; block < blocksPerRow; block++) {
    for (let row = 0; row < columns.length; row++) {
      const at = start + row * rowBytes + block * 144;
      const column = columns[row]!;
      const d = HALF[view.getUint16(at, true)]!;
      const dmin = HALF[view.getUint16(at + 2, true)]!;
      for (let group = 0; group < 8; group++) {
        const [step, min] = sixBits(view, at + 4, group);
        scale[(block * 8 + group) * n + column] = d * step;
        base[(block * 8 + group) * n + column] = -dmin * min;
        const shift = (group & 1) * 4;
        const nibbles = at + 16 + (group >> 1) * 32;
        let out = (block * 32 + group * 4) * n + column;
        for (let word = 0; word < 4; word++) {
          const first = view.getUint32(nibbles + 8 * word, true);
          q[out] = packNibbles(first, view.getUint32(nibbles + 8 * word + 4, true), shift);
          out += n;
        }
      }
    }
  }
};

/** Scale and min of a group: the last four groups keep their top two bits with the first four. */
export function sixBits(view: DataView, at: number, group: number): [scale: number, min: number] {
  if (group < 4) return [view.getUint8(at + group) & 63, view.getUint8(at + group + 4) & 63];
  const low = view.getUint8(at + group + 4);
  return [
    (low & 15) | ((view.getUint8(at + group - 4) >> 6) << 4),
    (low >> 4) | ((view.getUint8(at + group) >> 6) << 4),
  ];
}
