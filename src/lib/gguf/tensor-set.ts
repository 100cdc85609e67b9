import { MIB } from '../domain/bytes';
import { fail } from '../domain/errors';
import { blockType } from './blocks/block-type';
import { type Container, Q8G32 } from './blocks/container';
import type { Difference } from './difference';
import { type GgmlType, ggmlType } from './ggml-type';
import type { GgufHeader } from './header';
import { clip, malformed } from './limits';
import { missing } from './metadata';
import type { Parameter } from './parameter';
import type { TensorInfo } from './tensor-info';

/** The least that WebGPU promises for one binding: a larger table is cut. */
const BINDING_BYTES = 128 * MIB;
/** A survey ends here: a header may claim billions of layers. */
const MOST_PROBLEMS = 256;
const F32: GgmlType = ggmlType(0)!;

export type Source = { tensor: string; rows: number; interleavedHead?: number };

/**
 * The tensors of a file, taken by name with the shape that the architecture says they must have. The first that is
 * missing, of another shape or of a type that no library holds is refused; with `problems`, all are noted there
 * instead, to say how much of a file fits, and what was planned is not to be read.
 */
export class TensorSet {
  readonly #tensors: ReadonlyMap<string, TensorInfo>;
  readonly #used = new Set<string>();
  readonly #problems: Map<string, Difference> | undefined;

  constructor(header: GgufHeader, problems?: Map<string, Difference>) {
    this.#tensors = header.tensors;
    this.#problems = problems;
  }

  /** A tensor of f32 numbers. */
  vector(name: string, tensor: string, length: number): Parameter {
    const info = this.#take(tensor, [length]);
    if (info.type.name !== 'F32') this.#refuse(info, 'F32', () => unsupportedType(info));
    return { kind: 'vector', name, tensor: info };
  }

  /** Tensors with `k` inputs, stacked in order along the output rows. */
  matrix(name: string, k: number, sources: readonly Source[]): Parameter {
    const infos = sources.map((source) => this.#take(source.tensor, [k, source.rows]));
    const container = this.#containerOf(infos[0]!);
    let n = 0;
    const parts = sources.map((source, index) => {
      const tensor = infos[index]!;
      if (index > 0 && this.#containerOf(tensor) !== container)
        this.#refuse(tensor, `blocks as ${clip(infos[0]!.name)} has`, () => unsupportedType(tensor));
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
    const container = this.#containerOf(info);
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
    for (const [name, info] of this.#tensors) {
      if (this.#used.has(name)) continue;
      this.#refuse(info, '', () =>
        fail('gguf/unsupported', { tensor: clip(name), reason: 'unknown-tensor' }),
      );
    }
  }

  #take(name: string, shape: readonly number[]): TensorInfo {
    const tensor = this.#tensors.get(name);
    this.#used.add(name);
    if (tensor && String(tensor.shape) === String(shape)) return tensor;
    const wants = `[${shape.join(', ')}]`;
    const refused = tensor ?? { name, type: F32, shape: [] };
    this.#refuse(refused, wants, () => (tensor ? malformed('tensor-shape', name) : missing(name)));
    const elements = shape.reduce((product, length) => product * length, 1);
    return { name, type: tensor?.type ?? F32, shape, elements, offset: 0, bytes: 0 };
  }

  #containerOf(info: TensorInfo): Container {
    const container = blockType(info.type.name)?.container;
    if (container) return container;
    this.#refuse(info, 'blocks of 4 to 8 bits', () => unsupportedType(info));
    return Q8G32;
  }

  #refuse(
    { name, type, shape }: Pick<TensorInfo, 'name' | 'type' | 'shape'>,
    wants: string,
    refuse: () => never,
  ): void {
    if (!this.#problems || this.#problems.size >= MOST_PROBLEMS) refuse();
    const has = shape.length > 0 ? `${type.name} [${shape.join(', ')}]` : '';
    // Of one tensor the first problem counts: what follows follows from it.
    if (!this.#problems.has(name)) this.#problems.set(name, { name: clip(name), has, wants });
  }
}

function unsupportedType(tensor: TensorInfo): never {
  return fail('gguf/unsupported', { tensor: clip(tensor.name), type: tensor.type.name });
}
