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
/** A kernel binds at most 10 buffers, and the scores of all parts are joined by one. */
const MOST_PARTS = 8;
const HEAD = 'output.weight';
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

  /** As `vector`, for what only some files have; read by whoever asked. */
  optionalVector(tensor: string, length: number): TensorInfo | undefined {
    if (!this.#tensors.has(tensor)) return undefined;
    const info = this.#take(tensor, [length]);
    if (info.type.name !== 'F32') this.#refuse(info, 'F32', () => unsupportedType(info));
    return info;
  }

  /**
   * Tensors with `k` inputs, stacked in order along the output rows. Where they lie in different containers, as in
   * mixtures such as Q4_K_M, each run of neighbours with the same one is a parameter: `name.parts.0`, `.1`, …
   */
  matrix(name: string, k: number, sources: readonly Source[]): Parameter[] {
    const stacks: Extract<Parameter, { kind: 'matrix' }>[] = [];
    for (const { tensor: wanted, rows, interleavedHead = 0 } of sources) {
      const tensor = this.#take(wanted, [k, rows]);
      const container = this.#containerOf(tensor);
      let stack = stacks.at(-1);
      if (stack?.container !== container) {
        stack = { kind: 'matrix', name, k, n: 0, container, parts: [] };
        stacks.push(stack);
      }
      stack.parts.push({ tensor, firstRow: 0, rows, firstColumn: stack.n, interleavedHead });
      stack.n += rows;
    }
    if (stacks.length === 1) return stacks;
    return stacks.map((stack, index) => ({ ...stack, name: `${name}.parts.${index}` }));
  }

  /** The token table, cut by token id into as few equal parts as keep every buffer bindable on any adapter. */
  table(name: string, tensor: string, k: number, rows: number): Parameter[] {
    const info = this.#take(tensor, [k, rows]);
    const container = this.#containerOf(info);
    let count = Math.max(1, Math.ceil((k * rows * container.bits) / 8 / BINDING_BYTES));
    while (count <= MOST_PARTS && rows % count !== 0) count++;
    if (count > MOST_PARTS) {
      this.#refuse(info, `at most ${MOST_PARTS} equal parts`, () =>
        fail('gguf/unsupported', { tensor: clip(tensor), reason: 'table-not-divisible' }),
      );
      count = 1;
    }
    const n = rows / count;
    return Array.from({ length: count }, (_, index): Parameter => {
      const part = { tensor: info, firstRow: index * n, rows: n, firstColumn: 0, interleavedHead: 0 };
      return { kind: 'matrix', name: `${name}.parts.${index}`, k, n, container, parts: [part] };
    });
  }

  /** The output head where the file has one of its own, cut as the table is; none where the table is the head too. */
  head(k: number, rows: number): Parameter[] {
    return this.#tensors.has(HEAD) ? this.table('head', HEAD, k, rows) : [];
  }

  /** A tensor that nobody took would be left out of the model in silence, such as a bias. */
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
