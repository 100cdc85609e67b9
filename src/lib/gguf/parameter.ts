import type { TensorInfo } from './tensor-info';
import type { Container } from './blocks/container';

/** A run of a tensor's rows, and where they go among a matrix's output rows (its columns, as it is transposed). */
export type MatrixPart = {
  readonly tensor: TensorInfo;
  readonly firstRow: number;
  readonly rows: number;
  readonly firstColumn: number;
  /**
   * Rows per attention head where the file keeps the two rotary halves of a head in turns (`llama`): they are put
   * back one half after the other. 0 where the rows keep their order.
   */
  readonly interleavedHead: number;
};

/** One parameter of a compiled library and how it is made from the file. */
export type Parameter =
  | { kind: 'matrix'; name: string; k: number; n: number; container: Container; parts: MatrixPart[] }
  | { kind: 'vector'; name: string; tensor: TensorInfo }
  | RopeTable;

/**
 * cos and sin of position * base^(-2j / headDim) / divisor, shape (positions, 2, headDim / 2). With `factors`, headDim / 2
 * numbers in f32, pair j is divided by its own as well.
 */
export type RopeTable = {
  kind: 'rope';
  name: string;
  base: number;
  divisor: number;
  factors?: TensorInfo | undefined;
  positions: number;
  headDim: number;
};

export type Dtype = 'uint32' | 'float32';
export type ArrayShape = { name: string; shape: number[]; dtype: Dtype };

/** The arrays that a library reads for one parameter, in order. */
export function arraysOf(parameter: Parameter): ArrayShape[] {
  const { name } = parameter;
  switch (parameter.kind) {
    case 'vector':
      return [{ name, shape: [parameter.tensor.elements], dtype: 'float32' }];
    case 'rope':
      return [{ name, shape: [parameter.positions, 2, parameter.headDim / 2], dtype: 'float32' }];
    case 'matrix': {
      const { k, n, container } = parameter;
      const scales = [k / container.group, n];
      const arrays: ArrayShape[] = [
        { name: `${name}.q`, shape: [(k * container.bits) / 32, n], dtype: 'uint32' },
        { name: `${name}.scale`, shape: scales, dtype: 'float32' },
      ];
      if (container.hasBase) arrays.push({ name: `${name}.base`, shape: [...scales], dtype: 'float32' });
      return arrays;
    }
  }
}

export function bytesOf(array: ArrayShape): number {
  return array.shape.reduce((product, length) => product * length, 4);
}
