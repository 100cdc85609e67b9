import { AppError } from '../../src/lib/domain/errors';
import type { GgufHeader } from '../../src/lib/gguf/header';
import { planTensors, type TensorPlan } from '../../src/lib/gguf/plan';
import { quantisationOf } from '../../src/lib/gguf/quantisation';
import { Problem } from '../problem.mjs';

/** What `tools/compile` needs to know of a model, as `tools/compile/shape_file.py` reads it. */
export type ShapeFile = {
  /** Name of the libraries: `<model>-gpu` and `<model>-software`. */
  model: string;
  quantisation: string;
  /** Most tokens of prompt and answer together. */
  context: number;
  shape: Record<string, unknown>;
};

const MATRICES = ['qkv', 'out', 'gate_up', 'down'] as const;
/** More costs memory for the cache, and no prompt of this app comes near. */
const MOST_CONTEXT = 2048;

/** The shape of a GGUF whose architecture and blocks a library can be compiled for. Throws a Problem that names what is in the way. */
export function shapeFile(header: GgufHeader, model: string, wanted = MOST_CONTEXT): ShapeFile {
  if (!/^[a-z0-9][a-z0-9._-]{0,60}$/.test(model))
    throw new Problem(`${model} is no name for files: use small letters, digits, dots and hyphens.`);
  const plan = planned(header, 8);
  const context = Math.min(wanted, plan.exactContextTokens);
  const { architecture, ropeLocal, ropeGlobal, globalEvery, ...sizes } = plan.shape;
  const parts = plan.shards
    .flatMap(({ parameters }) => parameters)
    .filter(({ parameter }) => parameter.name.startsWith('embed_tokens.parts.')).length;
  return {
    model,
    quantisation: quantisationOf(header),
    context,
    shape: {
      architecture,
      layers: sizes.layers,
      hidden: sizes.hidden,
      heads: sizes.heads,
      kv_heads: sizes.kvHeads,
      head_dim: sizes.headDim,
      ffn: sizes.ffn,
      vocabulary: sizes.vocabulary,
      vocabulary_parts: parts,
      rms_epsilon: shortest(sizes.rmsEpsilon),
      rope_base: shortest(sizes.ropeBase ?? ropeGlobal ?? 0),
      ...(ropeLocal === undefined ? {} : { rope_local_base: shortest(ropeLocal) }),
      ...(globalEvery === undefined ? {} : { global_every: globalEvery, window: context }),
      ...(architecture === 'qwen3' ? { positions: context } : {}),
      layouts: layoutsOf(plan),
    },
  };
}

function planned(header: GgufHeader, contextTokens: number): TensorPlan {
  try {
    return planTensors(header, contextTokens);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const details = Object.values(thrown.details).join(', ');
    throw new Problem(
      `No library can be compiled for this file: ${details}. docs/compile.md says what is missing.`,
      thrown,
    );
  }
}

/** How each matrix lies: one name where all layers agree, else one a layer. */
function layoutsOf({ shards, shape }: TensorPlan): Record<string, string | string[]> {
  const containers = new Map<string, string>();
  for (const { parameter } of shards.flatMap(({ parameters }) => parameters)) {
    if (parameter.kind === 'matrix') containers.set(parameter.name, parameter.container.name);
  }
  const layouts: Record<string, string | string[]> = {
    embed_tokens: containers.get('embed_tokens.parts.0') ?? '',
  };
  for (const matrix of MATRICES) {
    const each = Array.from(
      { length: shape.layers },
      (_, layer) => containers.get(`layers.${layer}.${matrix}`) ?? '',
    );
    layouts[matrix] = each.every((name) => name === each[0]) ? each[0]! : each;
  }
  return layouts;
}

/** The file has f32 numbers: 1e-5 is 0.000009999… there. The shortest decimal that rounds to the same is the one meant. */
function shortest(value: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === Math.fround(value)) return rounded;
  }
  return value;
}
