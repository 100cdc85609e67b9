import { describe, expect, it } from 'vitest';
import { blockType } from '../../../../src/lib/gguf/blocks/block-type';
import { HALF } from '../../../../src/lib/gguf/blocks/half';
import { BLOCKS, dequantise, half, randomBlocks } from '../../../fixtures/gguf/ggml-reference';
import { seeded } from '../../../fixtures/gguf/random';
import { matrixValues } from '../../../fixtures/gguf/matrix-values';

describe('repacking a block type', () => {
  it.each(Object.keys(BLOCKS))('%s gives exactly the values that ggml decodes', (name) => {
    const { elements, bytes } = BLOCKS[name]!;
    const [rows, blocksPerRow] = [37, 3];
    const data = randomBlocks(name, rows * blocksPerRow, seeded(elements + bytes));
    const { container, repack } = blockType(name)!;
    const k = blocksPerRow * elements;
    const columns = Int32Array.from({ length: rows }, (_, row) => rows - 1 - row);
    const matrix = {
      q: new Uint32Array((k * container.bits * rows) / 32),
      scale: new Float32Array((k / container.group) * rows),
      base: new Float32Array(container.hasBase ? (k / container.group) * rows : 0),
      n: rows,
    };
    // One byte in front, so that no word is aligned.
    const shifted = new Uint8Array(data.length + 1);
    shifted.set(data, 1);
    const view = new DataView(shifted.buffer);
    repack({ view, start: 1, rowBytes: blocksPerRow * bytes, blocksPerRow, columns }, matrix);

    // + 0: Q4_0 has no base of its own, and a zero made by adding one has no sign.
    const expected = dequantise(name, data).map((value) => value + 0);
    const got = matrixValues(container, matrix, k).map((row) => row.map((value) => value + 0));
    for (let row = 0; row < rows; row++) {
      expect(got[rows - 1 - row], `row ${row}`).toEqual(expected.subarray(row * k, (row + 1) * k));
    }
  });

  it('knows no type that the libraries cannot hold exactly', () => {
    for (const name of ['F32', 'F16', 'Q3_K', 'Q2_K', 'IQ4_NL', 'BF16'])
      expect(blockType(name)).toBeUndefined();
  });
});

describe('16-bit floats', () => {
  it('have the value that their bits say, all 63,488 finite ones', () => {
    const view = new DataView(new ArrayBuffer(2));
    for (let bits = 0; bits < 65_536; bits++) {
      if (((bits >> 10) & 31) === 31) continue;
      view.setUint16(0, bits, true);
      if (!Object.is(HALF[bits], half(view, 0))) throw new Error(`${bits}: ${HALF[bits]}`);
    }
    expect([HALF[0x7c00], HALF[0xfc00], HALF[0x7e00]]).toEqual([Infinity, -Infinity, NaN]);
  });
});
