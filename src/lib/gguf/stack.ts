import { containerOf } from './blocks/container';
import type { Difference } from './difference';
import { clip } from './limits';
import { arraysOf, type ArrayShape, type Parameter } from './parameter';

/** Neighbouring output rows of a matrix that lie in one kind of container; `label` as `q4g32`, `k` inputs, `n` rows. */
type Run = { label: string; k: number; n: number };

/** A matrix of a library, whole or in parts: its rows in order. What is no matrix has its text alone. */
export type Stack = { text: string; runs: Run[] };

/** `qkv` of `qkv.parts.1`: the parts of a matrix belong together. */
export function stackName(parameter: string): string {
  return parameter.replace(/\.parts\.\d+$/, '');
}

/** Arrays by the matrix that they are of, in the order of the library. */
export function stacksOf(arrays: readonly ArrayShape[]): Map<string, Stack> {
  const byParameter = new Map<string, ArrayShape[]>();
  for (const array of arrays) {
    const parameter = array.name.replace(/\.(?:q|scale|base)$/, '');
    byParameter.set(parameter, [...(byParameter.get(parameter) ?? []), array]);
  }
  const stacks = new Map<string, Stack>();
  for (const [parameter, [first, scale, base]] of byParameter) {
    const name = stackName(parameter);
    const { text, runs } = stacks.get(name) ?? { text: '', runs: [] };
    const run = first && scale && runOf(first, scale, base !== undefined);
    const mine = run ? describe(run) : `f32 [${first?.shape.join(', ')}]`;
    stacks.set(name, { text: text ? `${text} + ${mine}` : mine, runs: run ? [...runs, run] : runs });
  }
  return stacks;
}

function runOf(words: ArrayShape, scale: ArrayShape, hasBase: boolean): Run {
  const [groups = 0] = scale.shape;
  const container = containerOf(words.shape[0]! / groups, hasBase);
  return { label: container?.name ?? 'another', k: groups * (container?.group ?? 0), n: words.shape[1] ?? 0 };
}

/** Of the tensors that a matrix of the file is made of, those that lie otherwise in the library. */
export function differingRows(parameters: readonly Parameter[], wanted: Stack | undefined): Difference[] {
  const matrices = parameters.filter((parameter) => parameter.kind === 'matrix');
  const tensors = matrices.flatMap(({ k, container, parts }) =>
    parts.map(({ tensor, rows }) => {
      return { tensor, name: clip(tensor.name), run: { label: container.name, k, n: rows } };
    }),
  );
  if (!wanted) {
    return unique(
      tensors.map(({ tensor: { type, shape }, name }) => {
        return { name, has: `${type.name} [${shape.join(', ')}]`, wants: '' };
      }),
    );
  }
  const mine = [...stacksOf(parameters.flatMap(arraysOf)).values()][0]!;
  if (rowsIn(mine.runs) !== rowsIn(wanted.runs) || mine.runs[0]?.k !== wanted.runs[0]?.k)
    return unique(tensors.map(({ name }) => ({ name, has: mine.text, wants: wanted.text })));
  let row = 0;
  const differing: Difference[] = [];
  for (const { name, run } of tensors) {
    const labels = labelsBetween(wanted.runs, row, row + run.n);
    row += run.n;
    if (labels !== run.label)
      differing.push({ name, has: describe(run), wants: describe({ ...run, label: labels }) });
  }
  return unique(differing);
}

function labelsBetween(runs: readonly Run[], from: number, to: number): string {
  const labels = new Set<string>();
  let row = 0;
  for (const { label, n } of runs) {
    if (row < to && row + n > from) labels.add(label);
    row += n;
  }
  return [...labels].join(' + ');
}

function rowsIn(runs: readonly Run[]): number {
  return runs.reduce((sum, { n }) => sum + n, 0);
}

function describe({ label, k, n }: Run): string {
  return `${label} [${k}, ${n}]`;
}

/** A table in several parts is one tensor. */
function unique(differing: readonly Difference[]): Difference[] {
  return [...new Map(differing.map((difference) => [difference.name, difference])).values()];
}
