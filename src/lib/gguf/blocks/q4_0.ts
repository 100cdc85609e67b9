import type { Matrix, Repack, Rows } from './container';
import { HALF } from './half';
import { packNibbles } from './nibbles';

/** 32 values: f16 scale, 16 bytes of nibbles: byte j holds values j and j + 16. Base is -8 x scale. */
export const repackQ4_0: Repack = (rows, matrix) => repack(rows, matrix, false);
/** As Q4_0, with an f16 base after the scale. */
export const repackQ4_1: Repack = (rows, matrix) => repack(rows, matrix, true);

function repack(
  { view, start, rowBytes, blocksPerRow, columns }: Rows,
  { q, scale, base, n }: Matrix,
  own: boolean,
): void {
  const head = own ? 4 : 2;
  for (let block = 0; block < blocksPerRow; block++) {
    for (let row = 0; row < columns.length; row++) {
      const at = start + row * rowBytes + block * (head + 16);
      const column = columns[row]!;
      const step = HALF[view.getUint16(at, true)]!;
      scale[block * n + column] = step;
      base[block * n + column] = own ? HALF[view.getUint16(at + 2, true)]! : -8 * step;
      const w0 = view.getUint32(at + head, true);
      const w1 = view.getUint32(at + head + 4, true);
      const w2 = view.getUint32(at + head + 8, true);
      const w3 = view.getUint32(at + head + 12, true);
      const out = block * 4 * n + column;
      q[out] = packNibbles(w0, w1, 0);
      q[out + n] = packNibbles(w2, w3, 0);
      q[out + 2 * n] = packNibbles(w0, w1, 4);
      q[out + 3 * n] = packNibbles(w2, w3, 4);
    }
  }
}
