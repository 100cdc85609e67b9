/**
 * How a compiled library holds a matrix of n output rows and k inputs: transposed, k first, so that neighbouring GPU
 * threads read neighbouring words (tools/compile/LAYOUT.md). A weight is code * scale + base where there is a base, else
 * (code - 128) * scale; `group` inputs share a scale.
 */
export type Container = {
  readonly name: 'q4g32' | 'q8g32' | 'q8g16' | 'q8g32b';
  readonly bits: 4 | 8;
  readonly group: 16 | 32;
  readonly hasBase: boolean;
};

export const Q4G32: Container = { name: 'q4g32', bits: 4, group: 32, hasBase: true };
export const Q8G32: Container = { name: 'q8g32', bits: 8, group: 32, hasBase: false };
export const Q8G16: Container = { name: 'q8g16', bits: 8, group: 16, hasBase: false };
export const Q8G32B: Container = { name: 'q8g32b', bits: 8, group: 32, hasBase: true };
const CONTAINERS = [Q4G32, Q8G32, Q8G16, Q8G32B];

/** The container whose groups have this many words each, with or without a base: no two are alike in both. */
export function containerOf(wordsInGroup: number, hasBase: boolean): Container | undefined {
  return CONTAINERS.find((one) => (one.group * one.bits) / 32 === wordsInGroup && one.hasBase === hasBase);
}

/** The arrays of one matrix, C-ordered: q (k * bits / 32, n), scale and base (k / group, n). Base may be empty. */
export type Matrix = {
  readonly q: Uint32Array;
  readonly scale: Float32Array;
  readonly base: Float32Array;
  readonly n: number;
};

/** Rows of one tensor in memory, and the output row (a column of the matrix) that each becomes. */
export type Rows = {
  readonly view: DataView;
  /** Byte of the first row in `view`. */
  readonly start: number;
  readonly rowBytes: number;
  readonly blocksPerRow: number;
  readonly columns: Int32Array;
};

/** Writes rows of one block type into a matrix. Exact: no value is rounded. */
export type Repack = (rows: Rows, matrix: Matrix) => void;
