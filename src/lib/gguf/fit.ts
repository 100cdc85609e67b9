import { AppError } from '../domain/errors';
import type { LibraryFitReport } from '../domain/plan';
import type { Difference } from './difference';
import type { GgufHeader } from './header';
import { compareWithLibrary, type LibraryFacts } from './library';
import { clip } from './limits';
import { arraysOf, type Parameter } from './parameter';
import { recordsOf, surveyTensors, type TensorPlan } from './plan';
import { differingRows, type Stack, stackName, stacksOf } from './stack';

/** As many names as a person reads. */
const MOST_NAMED = 8;

export type Fit = Pick<LibraryFitReport, 'fits' | 'matched' | 'total' | 'differing'>;

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
  const wanted = stacksOf(
    library.params.map(({ name, shape, dtype }) => ({ name, shape: [...shape], dtype })),
  );
  const names = new Set(header.tensors.keys());
  const differing = new Map(problems);
  const note = (difference: Difference) => {
    names.add(difference.name);
    if (!differing.has(difference.name)) differing.set(difference.name, difference);
  };
  for (const [name, parameters] of planned(plan)) {
    for (const difference of differences(name, parameters, wanted.get(name))) note(difference);
    wanted.delete(name);
  }
  for (const [name, { text }] of wanted) note({ name, has: '', wants: text });
  for (const name of problems.keys()) names.add(name);
  const { fits, differing: arrays } = compareWithLibrary(plan, library);
  const numbers = numbersOf(plan, library, arrays);
  const named = [...numbers, ...differing.values()];
  return {
    fits: fits && differing.size === 0,
    matched: names.size - differing.size,
    total: names.size,
    // Where every tensor fits and the whole does not, the library cuts a table otherwise.
    differing: (named.length > 0 ? named : arrays).slice(0, MOST_NAMED),
  };
}

/** The parameters of a plan by the matrix that they are parts of. */
function planned({ shards }: TensorPlan): Map<string, Parameter[]> {
  const stacks = new Map<string, Parameter[]>();
  for (const { parameter } of shards.flatMap(({ parameters }) => parameters)) {
    const name = stackName(parameter.name);
    stacks.set(name, [...(stacks.get(name) ?? []), parameter]);
  }
  return stacks;
}

function differences(name: string, parameters: readonly Parameter[], wanted?: Stack): Difference[] {
  const [first] = parameters;
  if (first?.kind === 'matrix') return differingRows(parameters, wanted);
  const has = `f32 [${arraysOf(first!)[0]!.shape.join(', ')}]`;
  const wants = wanted?.text ?? '';
  const tensor = first?.kind === 'vector' ? first.tensor : first?.kind === 'rope' ? first.factors : undefined;
  return has === wants ? [] : [{ name: clip(tensor?.name ?? name), has, wants }];
}

/** What is no tensor but decides as much: the base of the rotary positions, the epsilon of the norms, the context. */
function numbersOf(plan: TensorPlan, library: LibraryFacts, differing: readonly Difference[]): Difference[] {
  const arrays = new Set([...library.params, ...recordsOf(plan)].map(({ name }) => name));
  return differing.filter(({ name }) => !arrays.has(name));
}
