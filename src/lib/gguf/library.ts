import type { Difference } from './difference';
import type { ModelShape } from './model-shape';
import type { Dtype } from './parameter';
import { recordsOf, type TensorPlan } from './plan';

/** The part of `static/libs/<id>.json` that decides whether a model fits a compiled library. */
export type LibraryFacts = ModelShape & {
  readonly contextTokens: number;
  readonly prefillChunk: number;
  readonly params: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype: Dtype;
  }[];
};

/** `matched` of the library's `total` arrays have the same name, shape and type. `fits` also needs every number equal. */
export type LibraryFit = { fits: boolean; matched: number; total: number; differing: Difference[] };

const NUMBERS = [
  'architecture',
  'layers',
  'hidden',
  'heads',
  'kvHeads',
  'headDim',
  'ffn',
  'vocabulary',
  'rmsEpsilon',
  'ropeBase',
  'ropeLocal',
  'ropeGlobal',
  'globalEvery',
] as const satisfies readonly (keyof ModelShape)[];

export function compareWithLibrary(plan: TensorPlan, library: LibraryFacts): LibraryFit {
  const has = new Map(recordsOf(plan).map((record) => [record.name, describe(record)]));
  const differing: Difference[] = [];
  for (const param of library.params) {
    const wants = describe(param);
    const mine = has.get(param.name) ?? '';
    if (mine !== wants) differing.push({ name: param.name, has: mine, wants });
    has.delete(param.name);
  }
  const matched = library.params.length - differing.length;
  for (const [name, mine] of has) differing.push({ name, has: mine, wants: '' });
  for (const name of NUMBERS) {
    const [mine, wants] = [plan.shape[name], library[name]];
    if (!same(mine, wants)) differing.push({ name, has: String(mine ?? ''), wants: String(wants ?? '') });
  }
  if (library.contextTokens > plan.exactContextTokens) {
    const [mine, wants] = [plan.exactContextTokens, library.contextTokens];
    differing.push({ name: 'contextTokens', has: `${mine}`, wants: `${wants}` });
  }
  return { fits: differing.length === 0, matched, total: library.params.length, differing };
}

function describe(array: { shape: readonly number[]; dtype: Dtype }): string {
  return `${array.dtype} [${array.shape.join(', ')}]`;
}

/** Metadata holds f32 numbers: 1e-5 is 0.00000999… there. */
function same(mine: string | number | undefined, wants: string | number | undefined): boolean {
  if (typeof mine === 'number' && typeof wants === 'number') return Math.fround(mine) === Math.fround(wants);
  return mine === wants;
}
