import { AppError } from '../../src/lib/domain/errors';
import type { GgufHeader } from '../../src/lib/gguf/header';
import { planTensors, type TensorPlan } from '../../src/lib/gguf/plan';
import type { Parameter } from '../../src/lib/gguf/parameter';
import { stackName } from '../../src/lib/gguf/stack';
import { unknownTokenizer } from '../../src/lib/gguf/tokenizer/unknown-tokenizer';
import { quantisationOf } from '../../src/lib/gguf/quantisation';
import { Problem } from '../problem.mjs';
import { otherTokenizer, refusal } from './refusal';

/** What `tools/compile` needs to know of a model, as `tools/compile/shape_file.py` reads it. */
export type ShapeFile = {
  /** Name of the libraries: `<model>-gpu` and `<model>-software`. */
  model: string;
  quantisation: string;
  /** Most tokens of prompt and answer together. */
  context: number;
  shape: Record<string, unknown>;
};

/** More costs memory for the cache, and no prompt of this app comes near. */
const MOST_CONTEXT = 2048;

/** The shape of a GGUF whose architecture and blocks a library can be compiled for. Throws a Problem that names what is in the way. */
export function shapeFile(header: GgufHeader, model: string, wanted = MOST_CONTEXT): ShapeFile {
  if (!/^[a-z0-9][a-z0-9._-]{0,60}$/.test(model))
    throw new Problem(`${model} is no name for files: use small letters, digits, dots and hyphens.`);
  const plan = planned(header, 8);
  const context = Math.min(wanted, plan.exactContextTokens);
  const { architecture, ropeLocal, ropeGlobal, globalEvery, ...sizes } = plan.shape;
  const parameters = plan.shards.flatMap(({ parameters: shard }) => shard.map(({ parameter }) => parameter));
  const partsOf = (name: string) => parameters.filter((one) => one.name.startsWith(`${name}.parts.`)).length;
  const rotates = parameters.some(({ name }) => name === 'rope');
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
      vocabulary_parts: partsOf('embed_tokens'),
      ...(partsOf('head') > 0 ? { head_parts: partsOf('head') } : {}),
      rms_epsilon: shortest(sizes.rmsEpsilon),
      rope_base: shortest(sizes.ropeBase ?? ropeGlobal ?? 0),
      ...(ropeLocal === undefined ? {} : { rope_local_base: shortest(ropeLocal) }),
      ...(globalEvery === undefined ? {} : { global_every: globalEvery, window: context }),
      ...(rotates ? { positions: context } : {}),
      layouts: layoutsOf(parameters, sizes.layers),
    },
  };
}

function planned(header: GgufHeader, contextTokens: number): TensorPlan {
  try {
    const plan = planTensors(header, contextTokens);
    const tokenizer = unknownTokenizer(header);
    if (tokenizer) throw new Problem(otherTokenizer(tokenizer.has));
    return plan;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new Problem(refusal(thrown), thrown);
  }
}

/** A name where all tensors of a matrix lie alike, else a name for each. */
type Layout = string | string[];

/** How each matrix lies: one layout where all layers agree on one, else one a layer. */
function layoutsOf(parameters: readonly Parameter[], layers: number): Record<string, Layout | Layout[]> {
  const containers = new Map<string, string[]>();
  for (const parameter of parameters) {
    if (parameter.kind !== 'matrix') continue;
    const name = stackName(parameter.name);
    const names = parameter.parts.map(() => parameter.container.name);
    containers.set(name, [...(containers.get(name) ?? []), ...names]);
  }
  const layoutOf = (name: string): Layout => {
    const names = containers.get(name) ?? [];
    return names.every((one) => one === names[0]) ? (names[0] ?? '') : names;
  };
  const layouts: Record<string, Layout | Layout[]> = {};
  for (const name of ['embed_tokens', 'head']) if (containers.has(name)) layouts[name] = layoutOf(name);
  for (const matrix of ['qkv', 'out', 'gate_up', 'down']) {
    const each = Array.from({ length: layers }, (_, layer) => layoutOf(`layers.${layer}.${matrix}`));
    const [first] = each;
    layouts[matrix] = typeof first === 'string' && each.every((one) => one === first) ? first : each;
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
