import { MIB } from '../domain/bytes';
import { fail } from '../domain/errors';
import { blockType } from './blocks/block-type';
import type { GgufHeader } from './header';
import { clip, malformed } from './limits';
import { missing } from './metadata';
import type { Parameter } from './parameter';
import type { TensorInfo } from './tensor-info';

/** The least that WebGPU promises for one binding: a larger table is cut. */
const BINDING_BYTES = 128 * MIB;

export type Source = { tensor: string; rows: number; interleavedHead?: number };

/** The tensors of a file, taken by name with the shape that the architecture says they must have. */
export class TensorSet {
  readonly #tensors: ReadonlyMap<string, TensorInfo>;
  readonly #used = new Set<string>();

  constructor(header: GgufHeader) {
    this.#tensors = header.tensors;
  }

  /** A tensor of f32 numbers. */
  vector(name: string, tensor: string, length: number): Parameter {
    const info = this.#take(tensor, [length]);
    if (info.type.name !== 'F32') unsupportedType(info);
    return { kind: 'vector', name, tensor: info };
  }

  /** Tensors with `k` inputs, stacked in order along the output rows. */
  matrix(name: string, k: number, sources: readonly Source[]): Parameter {
    const infos = sources.map((source) => this.#take(source.tensor, [k, source.rows]));
    const first = infos[0]!;
    const container = blockType(first.type.name)?.container ?? unsupportedType(first);
    let n = 0;
    const parts = sources.map((source, index) => {
      const tensor = infos[index]!;
      if (blockType(tensor.type.name)?.container !== container) unsupportedType(tensor);
      const { rows, interleavedHead = 0 } = source;
      const part = { tensor, firstRow: 0, rows, firstColumn: n, interleavedHead };
      n += rows;
      return part;
    });
    return { kind: 'matrix', name, k, n, container, parts };
  }

  /** The token table, cut by token id into as few equal parts as keep every buffer bindable on any adapter. */
  table(name: string, tensor: string, k: number, rows: number): Parameter[] {
    const info = this.#take(tensor, [k, rows]);
    const container = blockType(info.type.name)?.container ?? unsupportedType(info);
    const count = Math.ceil((k * rows * container.bits) / 8 / BINDING_BYTES);
    if (rows % count !== 0) malformed('table-not-divisible', tensor);
    const n = rows / count;
    return Array.from({ length: count }, (_, index): Parameter => {
      const part = { tensor: info, firstRow: index * n, rows: n, firstColumn: 0, interleavedHead: 0 };
      return { kind: 'matrix', name: `${name}.parts.${index}`, k, n, container, parts: [part] };
    });
  }

  /** A tensor that nobody took would be left out of the model in silence: a bias, an own output head. */
  refuseRest(): void {
    for (const name of this.#tensors.keys()) {
      if (!this.#used.has(name)) fail('gguf/unsupported', { tensor: clip(name), reason: 'unknown-tensor' });
    }
  }

  #take(name: string, shape: readonly number[]): TensorInfo {
    const tensor = this.#tensors.get(name) ?? missing(name);
    if (
      tensor.shape.length !== shape.length ||
      tensor.shape.some((length, index) => length !== shape[index])
    ) {
      malformed('tensor-shape', name);
    }
    this.#used.add(name);
    return tensor;
  }
}

function unsupportedType(tensor: TensorInfo): never {
  return fail('gguf/unsupported', { tensor: clip(tensor.name), type: tensor.type.name });
}
