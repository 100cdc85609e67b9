import { RECORD_LINES } from './records-data';

/** One model of web-llm's list, compiled by its publisher for one way of computing. */
export type ListedModel = {
  id: string;
  /** `owner/name` on the hub. */
  repo: string;
  /** Address of the compiled library, on the branch that moves: it is pinned to a commit when it is looked up. */
  library: string;
  /** Bytes of GPU memory that it needs, as its publisher estimates: not a download size, and not measured here. */
  memoryBytes: number;
  contextTokens: number;
  /** Such as `q4f16_1`. */
  quantisation: string;
  /** It computes in f16, by its name: the list declares that for a third of those that do. */
  needsF16: boolean;
  /** The largest storage buffer that it binds, in bytes, where the list declares one: above what every GPU can. */
  bufferBytes?: number;
  /** What it does with text; the app uses `text` only. */
  kind: 'text' | 'vision' | 'embedding';
};

const LIBRARIES =
  'https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs/main/web-llm-models/v0_2_86/base';

/** Declared for these, in all their ways of computing. */
const BUFFERS: readonly [id: RegExp, bytes: number][] = [
  [/^gemma-4-E2B-it-/, 201_326_592],
  [/^gemma-2b-it-/, 262_144_000],
];

let read: readonly ListedModel[] | undefined;

/** The whole list, in its own order. */
export function listedModels(): readonly ListedModel[] {
  return (read ??= RECORD_LINES.trim().split('\n').map(recordOf));
}

export function listedModel(id: string): ListedModel | undefined {
  return listedModels().find((record) => record.id === id);
}

function recordOf(line: string): ListedModel {
  const [id = '', megabytes = '', context = '', library = '', flags = '', repo = ''] = line.split('|');
  const compiled = library || `${id.replace(/-MLC.*$/, '')}_cs1k`;
  const quantisation = /q\d+f\d+(?:_\d)?/.exec(id)?.[0] ?? '';
  const [, bufferBytes] = BUFFERS.find(([named]) => named.test(id)) ?? [];
  return {
    ...(bufferBytes === undefined ? {} : { bufferBytes }),
    id,
    repo: `mlc-ai/${repo || id}`,
    library: `${LIBRARIES}/${compiled}-webgpu.wasm`,
    memoryBytes: Math.round(Number(megabytes) * 1e6),
    contextTokens: Number(context),
    quantisation,
    needsF16: quantisation.includes('f16') || flags.includes('f'),
    kind: flags.includes('v') ? 'vision' : flags.includes('e') ? 'embedding' : 'text',
  };
}
