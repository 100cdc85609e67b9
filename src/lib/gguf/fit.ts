import { AppError } from '../domain/errors';
import type { LibraryFitReport } from '../domain/plan';
import type { Difference } from './difference';
import type { GgufHeader } from './header';
import { compareWithLibrary, type LibraryFacts } from './library';
import { clip } from './limits';
import { arraysOf, type ArrayShape, type Parameter } from './parameter';
import { recordsOf, surveyTensors, type TensorPlan } from './plan';

/** As many names as a person reads. */
const MOST_NAMED = 8;

type Fit = Pick<LibraryFitReport, 'fits' | 'matched' | 'total' | 'differing'>;

/**
 * How much of a file a library fits, counted in the tensors of the file: of those that it has or should have, how many
 * have the shape and the kind of blocks that the library was compiled for. Never throws for what a file holds.
 */
export function fitOf(header: GgufHeader, library: LibraryFacts): Fit {
  try {
    return countFit(header, library);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { tensor, missing, reason, limit, what } = thrown.details;
    const name = [tensor, missing, what, reason, limit].find((text) => typeof text === 'string') ?? '';
    const differing = [{ name: clip(String(name)), has: '', wants: '' }];
    return { fits: false, matched: 0, total: header.tensors.size, differing };
  }
}

function countFit(header: GgufHeader, library: LibraryFacts): Fit {
  const { plan, problems } = surveyTensors(header, library.contextTokens);
  const planned = plan.shards.flatMap(({ parameters }) => parameters);
  const wanted = byParameter(library.params);
  const names = new Set(header.tensors.keys());
  const differing = new Map(problems);
  for (const { parameter } of planned) {
    const tensors = tensorsOf(parameter);
    for (const name of tensors) names.add(name);
    const [has, wants] = [describe(arraysOf(parameter)), wanted.get(parameter.name) ?? ''];
    wanted.delete(parameter.name);
    if (has === wants) continue;
    for (const name of tensors) {
      if (!differing.has(name)) differing.set(name, { name: clip(name), has, wants });
    }
  }
  for (const [name, wants] of wanted) {
    names.add(name);
    differing.set(name, { name, has: '', wants });
  }
  const numbers = numbersOf(plan, library);
  return {
    fits: differing.size === 0 && numbers.length === 0,
    matched: names.size - differing.size,
    total: names.size,
    differing: [...numbers, ...differing.values()].slice(0, MOST_NAMED),
  };
}

/** What is no tensor but decides as much: the base of the rotary positions, the epsilon of the norms, the context. */
function numbersOf(plan: TensorPlan, library: LibraryFacts): Difference[] {
  const arrays = new Set([...library.params, ...recordsOf(plan)].map(({ name }) => name));
  return compareWithLibrary(plan, library).differing.filter(({ name }) => !arrays.has(name));
}

function tensorsOf(parameter: Parameter): string[] {
  if (parameter.kind === 'matrix') return parameter.parts.map(({ tensor }) => tensor.name);
  return [parameter.kind === 'vector' ? parameter.tensor.name : parameter.name];
}

/** A library's arrays by parameter, as `describe` writes them. */
function byParameter(params: LibraryFacts['params']): Map<string, string> {
  const arrays = new Map<string, ArrayShape[]>();
  for (const { name, shape, dtype } of params) {
    const parameter = name.replace(/\.(?:q|scale|base)$/, '');
    const list = arrays.get(parameter) ?? [];
    list.push({ name, shape: [...shape], dtype });
    arrays.set(parameter, list);
  }
  return new Map([...arrays].map(([name, list]) => [name, describe(list)]));
}

/** `q4g32 [576, 960]` for the arrays of a matrix with 576 inputs, `f32 [576]` for any other. */
function describe(arrays: readonly ArrayShape[]): string {
  const [first, scale, base] = arrays;
  if (!first) return '';
  if (!scale) return `${first.dtype === 'float32' ? 'f32' : first.dtype} [${first.shape.join(', ')}]`;
  const bits = base ? 4 : 8;
  const inputs = (first.shape[0]! * 32) / bits;
  return `q${bits}g${inputs / scale.shape[0]!} [${inputs}, ${first.shape[1]}]`;
}
