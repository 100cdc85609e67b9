import { MIB } from '../domain/bytes';
import { fail } from '../domain/errors';
import type { Architecture } from './architectures/architecture';
import { gemma3 } from './architectures/gemma3';
import { llama } from './architectures/llama';
import { qwen2, qwen3 } from './architectures/qwen';
import type { Difference } from './difference';
import type { GgufHeader } from './header';
import { clip, within } from './limits';
import { missing } from './metadata';
import type { ModelShape } from './model-shape';
import { arraysOf, bytesOf, type Dtype, type Parameter } from './parameter';
import { TensorSet } from './tensor-set';

/** One array of a shard, as web-llm's tensor-cache.json lists it. */
export type TensorRecord = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  readonly format: 'raw';
  readonly nbytes: number;
  /** From the start of the shard. */
  readonly byteOffset: number;
};

export type PlannedParameter = { readonly parameter: Parameter; readonly records: readonly TensorRecord[] };
export type ShardPlan = {
  readonly dataPath: string;
  readonly bytes: number;
  readonly parameters: readonly PlannedParameter[];
};

/** What a file becomes on the GPU: plain data, made from the header alone. */
export type TensorPlan = {
  readonly shape: ModelShape;
  readonly contextTokens: number;
  /** Most tokens of context at which a library without a sliding window is exact. */
  readonly exactContextTokens: number;
  readonly shards: readonly ShardPlan[];
  readonly bytes: number;
};

const ARCHITECTURES: ReadonlyMap<string, Architecture> = new Map([
  ['llama', llama],
  ['gemma3', gemma3],
  ['qwen2', qwen2],
  ['qwen3', qwen3],
]);

/** web-llm's own libraries use shards of about this size; one larger parameter is a shard of its own. */
const SHARD_BYTES = 32 * MIB;

/** `contextTokens` is the library's: it sets the length of position tables. Throws gguf/unsupported, gguf/limits. */
export function planTensors(header: GgufHeader, contextTokens: number): TensorPlan {
  return planWith(header, new TensorSet(header), contextTokens);
}

/** As `planTensors`, but goes on where a tensor is not as it should be, and says which are not. Not to be read from. */
export function surveyTensors(
  header: GgufHeader,
  contextTokens: number,
): { plan: TensorPlan; problems: ReadonlyMap<string, Difference> } {
  const problems = new Map<string, Difference>();
  return { plan: planWith(header, new TensorSet(header, problems), contextTokens), problems };
}

function planWith(header: GgufHeader, tensors: TensorSet, contextTokens: number): TensorPlan {
  const name = header.metadata.text('general.architecture') ?? missing('general.architecture');
  const architecture = ARCHITECTURES.get(name) ?? fail('gguf/unsupported', { architecture: clip(name) });
  const { shape, parameters, exactContextTokens } = architecture(header, tensors, contextTokens);
  const shards = intoShards(parameters);
  const bytes = shards.reduce((sum, shard) => sum + shard.bytes, 0);
  return { shape, contextTokens, exactContextTokens, shards, bytes };
}

/** Fills shards in order. The arrays of one parameter stay together, so that its blocks are read from the file once. */
function intoShards(parameters: readonly Parameter[]): ShardPlan[] {
  const shards: ShardPlan[] = [];
  let open: PlannedParameter[] = [];
  let bytes = 0;
  const flush = () => {
    if (open.length > 0)
      shards.push({ dataPath: `params_shard_${shards.length}.bin`, bytes, parameters: open });
    open = [];
    bytes = 0;
  };
  for (const parameter of parameters) {
    const arrays = arraysOf(parameter);
    const size = arrays.reduce((sum, array) => sum + bytesOf(array), 0);
    within('parameterBytes', size, parameter.name);
    if (bytes + size > SHARD_BYTES) flush();
    const records = arrays.map((array): TensorRecord => {
      const record = { ...array, format: 'raw', nbytes: bytesOf(array), byteOffset: bytes } as const;
      bytes += record.nbytes;
      return record;
    });
    open.push({ parameter, records });
  }
  flush();
  return shards;
}

export function recordsOf(plan: TensorPlan): TensorRecord[] {
  return plan.shards.flatMap((shard) => shard.parameters.flatMap((planned) => planned.records));
}

/** web-llm's index of the shards. */
export function tensorCacheJson(plan: TensorPlan): string {
  return JSON.stringify({
    metadata: { ParamSize: recordsOf(plan).length, ParamBytes: plan.bytes, BitsPerParam: 0 },
    records: plan.shards.map((shard) => ({
      dataPath: shard.dataPath,
      format: 'raw-shard',
      nbytes: shard.bytes,
      records: shard.parameters.flatMap((planned) => planned.records),
    })),
  });
}
